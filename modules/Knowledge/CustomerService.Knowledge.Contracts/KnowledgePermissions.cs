namespace CustomerService.Knowledge;

public static class KnowledgePermissions
{
    /// <summary>Search and read everything that is published, internal articles included.</summary>
    public const string Read = "Knowledge.Read";

    /// <summary>Write, publish and withdraw articles; arrange categories.</summary>
    public const string Manage = "Knowledge.Manage";
}
