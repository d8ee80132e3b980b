using CustomerService.Billing.Prices;
using CustomerService.Billing.StripeApi;
using Stripe;

namespace CustomerService.Billing.Subscriptions;

/// <summary>What we want to know of a customer's subscription, as it stands at Stripe at one moment.</summary>
/// <param name="Status">Stripe's own word, which may be one that we do not know yet.</param>
/// <param name="Price">Of the part for each agent, else of the fixed one; null when it is none of ours.</param>
/// <param name="Amount">For a whole interval, before taxes and coupons; in the currency's smallest unit.</param>
/// <param name="EndReason">Why it ended, in Stripe's word.</param>
/// <param name="NextAttempt">When an open invoice is tried again; null when nothing is open, or never again.</param>
/// <param name="PaymentUrl">Where the open invoice can be paid.</param>
internal sealed record SubscriptionReading(
    string Id,
    string Status,
    PriceKey? Price,
    string? SeatItemId,
    string? FixedItemId,
    int? Seats,
    string Currency,
    long Amount,
    DateTime? PeriodEnd,
    DateTime? TrialEnd,
    DateTime? CancelAt,
    DateTime? EndedAt,
    string? EndReason,
    DateTime? NextAttempt,
    string? PaymentUrl,
    bool HasPendingUpdate
)
{
    public const string Canceled = "canceled";

    private const int Living = 4;
    private const int Resting = 3;

    /// <summary>With <c>data.latest_invoice</c>, which says what is open.</summary>
    public static SubscriptionListOptions Question(string? customer) =>
        new()
        {
            Customer = customer,
            Status = "all",
            Limit = 100,
            Expand = ["data.latest_invoice"],
        };

    /// <summary>
    /// Of all that a customer ever had the one that counts: what lives before what rests before what ended, the latest
    /// of equals. What was never paid for does not count.
    /// </summary>
    public static SubscriptionReading? Best(IEnumerable<Subscription> subscriptions) =>
        subscriptions
            .Where(s => RankOf(s.Status) > 0)
            .OrderByDescending(s => RankOf(s.Status))
            .ThenByDescending(s => s.Created)
            .FirstOrDefault()
            is { } best
            ? Of(best)
            : null;

    /// <summary>What rests beside one that lives: unpaid or paused, and going on to make invoices that nobody wants.</summary>
    public static IEnumerable<string> Superseded(IReadOnlyList<Subscription> subscriptions) =>
        subscriptions.Any(s => RankOf(s.Status) == Living) ? subscriptions.Where(s => RankOf(s.Status) == Resting).Select(s => s.Id) : [];

    private static int RankOf(string status) =>
        status switch
        {
            "trialing" or "active" or "past_due" => Living,
            "unpaid" or "paused" => Resting,
            "incomplete" or "incomplete_expired" => 0,
            Canceled => 1,
            _ => 2,
        };

    private static SubscriptionReading Of(Subscription subscription)
    {
        var items = subscription.Items.Data.Select(i => (Item: i, Key: PriceKey.Parse(i.Price.LookupKey))).ToList();
        var seat = items.FirstOrDefault(i => i.Key?.Kind == PriceKind.Seat);
        var fixedPart = items.FirstOrDefault(i => i.Key?.Kind == PriceKind.Fixed);
        var open = subscription.LatestInvoice is { Status: "open" } invoice ? invoice : null;
        var amount = items.Sum(i => (i.Item.Price.UnitAmount ?? 0) * i.Item.Quantity);
        return new SubscriptionReading(
            subscription.Id,
            subscription.Status,
            seat.Key ?? fixedPart.Key,
            seat.Item?.Id,
            fixedPart.Item?.Id,
            (int?)seat.Item?.Quantity,
            subscription.Currency.ToUpperInvariant(),
            StripeAmount.ToMinor(amount, subscription.Currency),
            items.Count > 0 ? items.Max(i => i.Item.CurrentPeriodEnd) : null,
            subscription.TrialEnd,
            subscription.CancelAt,
            subscription.EndedAt,
            subscription.CancellationDetails?.Reason,
            open?.NextPaymentAttempt,
            open?.HostedInvoiceUrl,
            subscription.PendingUpdate is not null
        );
    }
}
