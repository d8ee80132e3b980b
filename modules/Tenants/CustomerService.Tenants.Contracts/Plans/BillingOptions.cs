namespace CustomerService.Tenants.Plans;

/// <summary>
/// Configuration section <c>Billing</c>: whether this installation takes money. Without it no price is shown, and the
/// free plan that a new installation is seeded with has everything and no limit.
/// </summary>
public sealed class BillingOptions
{
    public bool Enabled { get; set; }

    /// <summary>A module can take payments and is set up: companies choose and pay by themselves. Never from the configuration.</summary>
    public bool TakesPayments { get; set; }
}
