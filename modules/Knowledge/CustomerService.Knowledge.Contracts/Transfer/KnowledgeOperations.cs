namespace CustomerService.Knowledge.Transfer;

/// <summary>Kinds of operations.</summary>
public static class KnowledgeOperations
{
    public const string Import = "knowledge.import";
    public const string Export = "knowledge.export";
}
