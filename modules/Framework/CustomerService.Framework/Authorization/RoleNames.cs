namespace CustomerService.Framework.Authorization;

/// <summary>The built-in roles of every tenant, and of the host.</summary>
public static class RoleNames
{
    public const string Admin = "admin";
    public const string Lead = "lead";
    public const string Agent = "agent";
    public const string Collaborator = "collaborator";
    public const string Customer = "customer";
    public const string HostOperator = "host-operator";
}
