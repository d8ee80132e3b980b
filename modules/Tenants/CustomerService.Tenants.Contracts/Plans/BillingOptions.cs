namespace CustomerService.Tenants.Plans;

/// <summary>
/// Configuration section <c>Billing</c>: whether this installation takes money. Without it no price is shown, and the
/// free plan that a new installation is seeded with has everything and no limit. A module that can take payments sets it.
/// </summary>
public sealed class BillingOptions
{
    public bool Enabled { get; set; }
}
