using CustomerService.Tenants.Plans;

namespace CustomerService.Billing.StripeApi;

/// <summary>
/// Stripe counts in the currency's smallest unit, as we do, but for a few (docs.stripe.com/currencies): ISK and UGX are
/// written with two digits that are always zero, and of three digits the last one is zero.
/// </summary>
internal static class StripeAmount
{
    private const long Hundred = 100;
    private const int Thousandths = 3;

    private static readonly HashSet<string> WithEmptyMinor = ["ISK", "UGX"];

    /// <returns>null when Stripe cannot charge it exactly.</returns>
    public static long? Of(long minor, string currency) =>
        WithEmptyMinor.Contains(currency) ? minor * Hundred
        : Money.DigitsOf(currency) == Thousandths && minor % 10 != 0 ? null
        : minor;

    public static long ToMinor(long stripe, string currency) =>
        WithEmptyMinor.Contains(currency.ToUpperInvariant()) ? stripe / Hundred : stripe;
}
