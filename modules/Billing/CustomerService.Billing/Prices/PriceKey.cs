using System.Globalization;
using CustomerService.Billing.Subscriptions;
using CustomerService.Tenants.Plans;

namespace CustomerService.Billing.Prices;

internal enum PriceKind
{
    Seat,
    Fixed,
}

/// <summary>
/// The lookup key of a price at Stripe, <c>team-v2-seat-month</c>: it says for which version of which plan it is, so
/// that no id of Stripe has to be copied by hand.
/// </summary>
internal sealed record PriceKey(string Plan, int Version, PriceKind Kind, BillingInterval Interval)
{
    private const int Parts = 3;

    public static PriceKey Of(PlanDto plan, PriceKind kind, BillingInterval interval) => new(plan.Key, plan.Version, kind, interval);

    /// <returns>null when the price is none of ours.</returns>
    public static PriceKey? Parse(string? lookupKey)
    {
        var parts = (lookupKey ?? "").Split('-');
        return
            parts.Length > Parts
            && parts[^3] is ['v', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && Enum.TryParse<PriceKind>(parts[^2], ignoreCase: true, out var kind)
            && Enum.TryParse<BillingInterval>(parts[^1], ignoreCase: true, out var interval)
            ? new PriceKey(string.Join('-', parts[..^Parts]), version, kind, interval)
            : null;
    }

    /// <summary>In the currency's smallest unit, for a whole interval; 0 when the plan has no such part.</summary>
    public static long AmountOf(PlanPrices prices, PriceKind kind, BillingInterval interval) =>
        (kind, interval) switch
        {
            (PriceKind.Seat, BillingInterval.Month) => prices.SeatMonthly,
            (PriceKind.Seat, _) => prices.SeatYearly,
            (_, BillingInterval.Month) => prices.FixedMonthly,
            _ => prices.FixedYearly,
        };

    public override string ToString() =>
#pragma warning disable CA1308 // Stripe's own spelling
        $"{Plan}-v{Version}-{Kind.ToString().ToLowerInvariant()}-{Interval.ToString().ToLowerInvariant()}";
#pragma warning restore CA1308
}
