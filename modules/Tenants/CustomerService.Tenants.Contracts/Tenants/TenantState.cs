namespace CustomerService.Tenants.Tenants;

public enum TenantState
{
    /// <summary>Its first data is being laid in; nobody can reach it yet.</summary>
    Creating,

    /// <summary>What was exported elsewhere is being laid in; nobody can reach it yet.</summary>
    Importing,

    Active,

    /// <summary>Closed by the host operator; everything is kept.</summary>
    Suspended,

    /// <summary>Its end has begun and cannot be stopped; nobody can reach it any more.</summary>
    Deleting,
}
