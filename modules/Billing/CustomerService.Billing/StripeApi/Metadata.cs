namespace CustomerService.Billing.StripeApi;

/// <summary>What we write beside Stripe's own fields, for people who look there and for an installation that was restored.</summary>
internal static class Metadata
{
    public const string Tenant = "tenant";
    public const string Address = "address";
}
