namespace CustomerService.Knowledge;

public static class KnowledgePermissions
{
    /// <summary>Search and read everything that is published, internal articles included.</summary>
    public const string Read = "Knowledge.Read";

    /// <summary>Write drafts and ask for their review.</summary>
    public const string Write = "Knowledge.Write";

    /// <summary>Review, publish and withdraw articles; arrange categories, synonyms, owners.</summary>
    public const string Manage = "Knowledge.Manage";
}
