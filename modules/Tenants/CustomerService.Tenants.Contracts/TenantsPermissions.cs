namespace CustomerService.Tenants;

public static class TenantsPermissions
{
    /// <summary>Set-up checklist and branding.</summary>
    public const string Settings = "Tenants.Settings";

    /// <summary>Take everything away, and end the workspace.</summary>
    public const string Data = "Tenants.Data";

    /// <summary>The host console: tenants, plans, jobs.</summary>
    public const string Host = "Tenants.Host";
}
