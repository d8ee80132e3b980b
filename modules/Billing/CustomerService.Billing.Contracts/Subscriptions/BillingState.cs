namespace CustomerService.Billing.Subscriptions;

/// <summary>How a company stands with the one who sells to it. What Stripe calls it is kept beside.</summary>
public enum BillingState
{
    /// <summary>Pays nothing and owes nothing.</summary>
    Free,

    Trialing,

    Active,

    /// <summary>A payment failed; Stripe tries again, and everything works meanwhile.</summary>
    Grace,

    /// <summary>Not paid in the end: the limits of the free plan hold, nothing is deleted.</summary>
    Restricted,

    /// <summary>Ended because the company wanted it; its data is kept for a while.</summary>
    Cancelled,
}

public enum BillingInterval
{
    Month,
    Year,
}
