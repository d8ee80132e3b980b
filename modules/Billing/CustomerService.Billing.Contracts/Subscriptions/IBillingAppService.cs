using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Billing.Subscriptions;

/// <summary>What a company pays, for its administrators. Cards and invoices live at Stripe; nothing of a card reaches us.</summary>
public interface IBillingAppService : IApplicationService
{
    /// <summary>The last known state; asks nobody outside.</summary>
    Task<BillingDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>The newest twelve, from Stripe.</summary>
    Task<IReadOnlyList<InvoiceDto>> GetInvoicesAsync(CancellationToken cancellationToken = default);

    /// <summary>What the next invoice will say, from Stripe; null when there will be none.</summary>
    Task<NextInvoiceDto?> GetNextInvoiceAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins the first subscription, or another one after the end.</summary>
    /// <returns>Stripe's page. Coming back from it grants nothing: Stripe says by itself what was paid.</returns>
    Task<string> StartCheckoutAsync(ChoosePlanInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// A larger plan counts as soon as its difference is paid, a smaller one from the next period; asking for the present
    /// one takes a smaller one back.
    /// </summary>
    Task ChangePlanAsync(ChoosePlanInput input, CancellationToken cancellationToken = default);

    /// <returns>Stripe's page for cards, addresses, tax numbers, invoices and cancelling.</returns>
    Task<string> OpenPortalAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends with the paid period.</summary>
    Task CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a cancellation back that has not come true yet.</summary>
    Task ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>After a cancellation: goes on without paying, and the data is no longer to be deleted.</summary>
    Task StayFreeAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the state from Stripe, for somebody who comes back from its pages.</summary>
    Task RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>What administrators have to be told on every page; null when all is well.</summary>
    Task<BillingNoticeDto?> GetNoticeAsync(CancellationToken cancellationToken = default);
}

public sealed class ChoosePlanInput
{
    public Guid PlanId { get; set; }

    [EnumDataType(typeof(BillingInterval))]
    public BillingInterval Interval { get; set; }

    /// <summary>Made by the page, once for each decision of a person: the same twice is done once.</summary>
    public Guid RequestId { get; set; } = Guid.NewGuid();
}

/// <param name="Plan">What the company has now.</param>
/// <param name="NextPlan">What it has from <paramref name="PeriodEnd"/> on, when that is another one.</param>
/// <param name="Amount">For each interval, before taxes and coupons; in the currency's smallest unit.</param>
/// <param name="CancelAt">When it ends, if it was cancelled.</param>
/// <param name="NextAttempt">When Stripe tries again; null while nothing failed, or after the last attempt.</param>
/// <param name="PaymentUrl">Stripe's page where an open invoice is paid.</param>
/// <param name="HasPendingUpdate">A larger plan was asked for and waits for its payment.</param>
/// <param name="Choices">What is sold: the public plans with a price.</param>
public sealed record BillingDto(
    BillingState State,
    SoldPlanDto Plan,
    SoldPlanDto? NextPlan,
    BillingInterval Interval,
    int Agents,
    int? Seats,
    string? Currency,
    long Amount,
    DateTime? PeriodEnd,
    DateTime? TrialEnd,
    DateTime? CancelAt,
    DateTime? KeepUntil,
    DateTime? NextAttempt,
    string? PaymentUrl,
    bool HasCustomer,
    bool HasPendingUpdate,
    bool CanTry,
    IReadOnlyList<SoldPlanDto> Choices
)
{
    /// <summary>There is something at Stripe that can be changed or cancelled.</summary>
    public bool IsSubscribed => State is BillingState.Trialing or BillingState.Active or BillingState.Grace;
}

/// <summary>One version of a plan in the reader's language; prices in the currency's smallest unit.</summary>
public sealed record SoldPlanDto(
    Guid Id,
    string Name,
    string Description,
    string Currency,
    long SeatMonthly,
    long SeatYearly,
    long FixedMonthly,
    long FixedYearly,
    int TrialDays
)
{
    public bool IsSoldBy(BillingInterval interval) => AmountOf(interval, 1) > 0;

    /// <summary>For a whole interval, before taxes and coupons.</summary>
    public long AmountOf(BillingInterval interval, int seats) =>
        interval == BillingInterval.Year ? (SeatYearly * seats) + FixedYearly : (SeatMonthly * seats) + FixedMonthly;
}

/// <param name="Total">In the currency's smallest unit.</param>
/// <param name="Status">As Stripe says it: draft, open, paid, void, uncollectible.</param>
public sealed record InvoiceDto(string Number, DateTime Date, long Total, string Currency, string Status, string? PageUrl, string? PdfUrl);

/// <param name="Total">With taxes and what is left over; in the currency's smallest unit.</param>
public sealed record NextInvoiceDto(DateTime Date, long Total, string Currency);

/// <param name="Until">What it is about: the next attempt, the end of the trial, of the subscription, of keeping the data.</param>
public sealed record BillingNoticeDto(BillingNotice Kind, DateTime? Until, string? PaymentUrl);

public enum BillingNotice
{
    PaymentFailed,

    /// <summary>After the last attempt.</summary>
    GrowthStopped,

    Restricted,

    TrialEnds,

    Cancelled,
}
