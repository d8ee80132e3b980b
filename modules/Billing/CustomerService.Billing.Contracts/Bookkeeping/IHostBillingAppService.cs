using System.ComponentModel.DataAnnotations;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.Application;

namespace CustomerService.Billing.Bookkeeping;

/// <summary>What all companies pay, for the operator of the installation.</summary>
public interface IHostBillingAppService : IApplicationService
{
    /// <summary>By the name of the company, in pages of 50.</summary>
    Task<PagedResult<HostAccountDto>> GetListAsync(GetHostAccountsInput input, CancellationToken cancellationToken = default);

    Task<BillingFiguresDto> GetFiguresAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes or matches Stripe's products and prices, by their lookup keys.</summary>
    Task<PriceSyncDto> SyncPricesAsync(CancellationToken cancellationToken = default);

    /// <summary>Compares every account with Stripe, soon; <see cref="GetReconciliationAsync"/> says how far it is.</summary>
    Task ReconcileAsync(CancellationToken cancellationToken = default);

    /// <returns>The last or the present one; null when there was none.</returns>
    Task<ReconciliationDto?> GetReconciliationAsync(CancellationToken cancellationToken = default);

    /// <summary>What Stripe told and no company here is known for, newest first; 100 at most.</summary>
    Task<IReadOnlyList<StripeEventDto>> GetUnmatchedAsync(CancellationToken cancellationToken = default);
}

public sealed class GetHostAccountsInput
{
    [StringLength(100)]
    public string? Search { get; set; }

    public BillingState? State { get; set; }

    [StringLength(200)]
    public string? After { get; set; }
}

/// <param name="MonthlyAmount">A year's price counts a twelfth; in the currency's smallest unit.</param>
/// <param name="StripeUrl">The customer in Stripe's dashboard.</param>
public sealed record HostAccountDto(
    Guid TenantId,
    string Name,
    string Slug,
    BillingState State,
    string? Plan,
    BillingInterval Interval,
    int? Seats,
    string? Currency,
    long MonthlyAmount,
    DateTime? PeriodEnd,
    DateTime? TrialEnd,
    DateTime? GraceSince,
    DateTime? CancelAt,
    DateTime? KeepUntil,
    string? StripeUrl
);

/// <param name="Monthly">What comes in by the month (MRR), for each currency, from paying companies.</param>
/// <param name="Tried">Companies that began a trial in the last 90 days.</param>
/// <param name="Converted">Those of them that pay.</param>
public sealed record BillingFiguresDto(
    IReadOnlyList<CurrencyAmountDto> Monthly,
    IReadOnlyDictionary<BillingState, int> States,
    int Tried,
    int Converted,
    IReadOnlyList<CurrencyAmountDto> AtRisk
);

public sealed record CurrencyAmountDto(string Currency, long Amount);

/// <param name="Problems">Plans that cannot be sold, with the reason.</param>
public sealed record PriceSyncDto(int Made, int Matched, IReadOnlyList<string> Problems);

/// <param name="Repaired">Accounts that did not say what Stripe says.</param>
/// <param name="Recovered">Events that never arrived, and were read now.</param>
public sealed record ReconciliationDto(
    DateTime StartedAt,
    DateTime? FinishedAt,
    int Total,
    int Checked,
    int Repaired,
    int Recovered,
    int Failed,
    IReadOnlyList<string> Findings
);

public sealed record StripeEventDto(string Id, string Type, DateTime CreatedAt, string? CustomerId, string? Reference);
