using CustomerService.Billing.Prices;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Billing.Webhooks;
using CustomerService.Framework.Application;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Billing.Bookkeeping;

[Authorize(BillingPermissions.Host)]
internal sealed class HostBillingAppService(
    CustomerServiceDbContext db,
    AccountBook book,
    PriceCatalog prices,
    IPlanIntegrationService plans,
    ITenantStore tenants,
    IBackgroundJobManager jobs,
    StripeAccess stripe,
    IOptions<StripeOptions> options,
    TimeProvider time
) : IHostBillingAppService
{
    private const int PageSize = 50;
    private const int MaxUnmatched = 100;

    /// <summary>Long enough for a trial to end, short enough to say how it is now.</summary>
    private static readonly TimeSpan TrialsBack = TimeSpan.FromDays(90);

    public async Task<PagedResult<HostAccountDto>> GetListAsync(GetHostAccountsInput input, CancellationToken cancellationToken = default)
    {
        var names = (await plans.GetAllAsync(cancellationToken)).ToDictionary(p => p.Id, p => p.Label().Label);
        var rows = new List<HostAccountDto>();
        foreach (var account in (await book.GetAllAsync(cancellationToken)).Where(a => input.State is null || a.State == input.State))
        {
            if (await tenants.FindAsync(account.TenantId, cancellationToken) is { } tenant && IsFound(tenant, input.Search))
            {
                rows.Add(ToDto(account, tenant, account.PaidPlanId is { } plan ? names.GetValueOrDefault(plan) : null));
            }
        }

        var page = rows.OrderBy(r => r.Slug, StringComparer.Ordinal)
            .Where(r => input.After is null || string.CompareOrdinal(r.Slug, input.After) > 0)
            .Take(PageSize + 1)
            .ToList();
        return new PagedResult<HostAccountDto>([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Slug : null);
    }

    public async Task<BillingFiguresDto> GetFiguresAsync(CancellationToken cancellationToken = default)
    {
        var accounts = await book.GetAllAsync(cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - TrialsBack;
        var tried = accounts.Where(a => a.TriedAt >= since).ToList();
        return new BillingFiguresDto(
            Sum(accounts.Where(a => a.State is BillingState.Active or BillingState.Grace)),
            accounts.GroupBy(a => a.State).ToDictionary(g => g.Key, g => g.Count()),
            tried.Count,
            tried.Count(a => a.FirstPaidAt is not null),
            Sum(accounts.Where(a => a.State == BillingState.Grace))
        );
    }

    public Task<PriceSyncDto> SyncPricesAsync(CancellationToken cancellationToken = default) => prices.SyncAsync(cancellationToken);

    public async Task ReconcileAsync(CancellationToken cancellationToken = default)
    {
        stripe.RequireOn();
        await jobs.EnqueueAsync(new ReconcileArgs());
    }

    public async Task<ReconciliationDto?> GetReconciliationAsync(CancellationToken cancellationToken = default) =>
        (await db.Set<Reconciliation>().AsNoTracking().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(cancellationToken))?.ToDto();

    public async Task<IReadOnlyList<StripeEventDto>> GetUnmatchedAsync(CancellationToken cancellationToken = default) =>
        await db.Set<StripeEvent>()
            .AsNoTracking()
            .Where(e => e.MatchedTenantId == null && e.CustomerId != null)
            .OrderByDescending(e => e.ReceivedAt)
            .Take(MaxUnmatched)
            .Select(e => new StripeEventDto(e.EventId, e.Type, e.CreatedAt, e.CustomerId, e.Reference))
            .ToListAsync(cancellationToken);

    private static IReadOnlyList<CurrencyAmountDto> Sum(IEnumerable<BillingAccount> accounts) =>
        [
            .. accounts
                .Where(a => a.Currency is not null)
                .GroupBy(a => a.Currency!)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new CurrencyAmountDto(g.Key, g.Sum(a => a.MonthlyAmount))),
        ];

    private static bool IsFound(TenantInfo tenant, string? words) =>
        string.IsNullOrWhiteSpace(words)
        || tenant.Name.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase)
        || tenant.Slug.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase);

    private HostAccountDto ToDto(BillingAccount account, TenantInfo tenant, string? plan) =>
        new(
            account.TenantId,
            tenant.Name,
            tenant.Slug,
            account.State,
            plan,
            account.Interval,
            account.Seats,
            account.Currency,
            account.MonthlyAmount,
            account.PeriodEnd,
            account.TrialEnd,
            account.GraceSince,
            account.CancelAt,
            account.KeepUntil,
            $"https://dashboard.stripe.com/{(IsTest ? "test/" : "")}customers/{account.CustomerId}"
        );

    private bool IsTest => options.Value.SecretKey?.Contains("_test_", StringComparison.Ordinal) == true;
}
