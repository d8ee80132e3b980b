namespace CustomerService.Tenants.Tenants;

public enum TenantState
{
    /// <summary>Its first data is being laid in; nobody can reach it yet.</summary>
    Creating,

    Active,

    /// <summary>Closed by the host operator; everything is kept.</summary>
    Suspended,
}
