namespace CustomerService.Identity;

public static class IdentityPermissions
{
    /// <summary>Invite people, change their roles, deactivate them; see customers.</summary>
    public const string People = "Identity.People";

    /// <summary>What each role may do.</summary>
    public const string Roles = "Identity.Roles";

    /// <summary>API tokens.</summary>
    public const string Tokens = "Identity.Tokens";

    /// <summary>The audit log.</summary>
    public const string Audit = "Identity.Audit";
}
