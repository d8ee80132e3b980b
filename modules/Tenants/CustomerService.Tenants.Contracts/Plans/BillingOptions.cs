namespace CustomerService.Tenants.Plans;

/// <summary>
/// Configuration section <c>Billing</c>: whether this installation takes money. Without it no price is shown, and the
/// free plan that a new installation is seeded with has everything and no limit.
/// </summary>
public sealed class BillingOptions
{
    public bool Enabled { get; set; }

    /// <summary>A module that can take payments is set up: companies choose and pay by themselves.</summary>
    public bool TakesPayments { get; private set; }

    /// <summary>Said by that module.</summary>
    public void TakePayments() => (Enabled, TakesPayments) = (true, true);
}
