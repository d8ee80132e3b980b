using CustomerService.Billing.Calls;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Billing.Webhooks;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stripe;

namespace CustomerService.Billing.Bookkeeping;

/// <summary>
/// Makes the accounts say what Stripe says, whatever got lost on the way: reads the events that were never delivered,
/// goes through all subscriptions in pages of a hundred, and reads anew the state of each company that differs.
/// </summary>
internal sealed class Reconciler(
    StripeAccess stripe,
    AccountBook book,
    StripeInbox inbox,
    TenantScope scopes,
    ICurrentTenant tenant,
    IServiceScopeFactory services,
    TimeProvider time,
    ILogger<Reconciler> logger
) : ITransientDependency
{
    private const int StepsBetweenNotes = 50;

    /// <summary>How long Stripe lists events that it could not deliver.</summary>
    private static readonly TimeSpan EventsBack = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>null: another one is under way.</returns>
    public async Task<ReconciliationReport?> RunAsync(CancellationToken cancellationToken)
    {
        if (await BeginAsync(cancellationToken) is not { } id)
        {
            return null;
        }

        var report = new ReconciliationReport();
        await RecoverEventsAsync(report, cancellationToken);
        await BindLostCustomersAsync(report, cancellationToken);
        await CompareAsync(id, report, cancellationToken);
        await NoteAsync(id, report, true, cancellationToken);
        return report;
    }

    private Task<Guid?> BeginAsync(CancellationToken cancellationToken) =>
        scopes.RunAsync(
            null,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                await provider.GetRequiredService<IUnitOfWorkManager>().Current!.LockAsync("billing.reconciliation", cancellationToken);
                var alive = Now - Reconciliation.Patience;
                if (await db.Set<Reconciliation>().AnyAsync(r => r.FinishedAt == null && r.TouchedAt > alive, cancellationToken))
                {
                    return (Guid?)null;
                }

                var old = Now - StripeEvent.Lifetime;
                await db.Set<Reconciliation>().Where(r => r.StartedAt < old).ExecuteDeleteAsync(cancellationToken);
                await db.Set<StripeEvent>().Where(e => e.ReceivedAt < old).ExecuteDeleteAsync(cancellationToken);
                return db.Add(new Reconciliation(Now)).Entity.Id;
            },
            cancellationToken
        );

    private async Task RecoverEventsAsync(ReconciliationReport report, CancellationToken cancellationToken)
    {
        var undelivered = stripe.Client.V1.Events.ListAutoPagingAsync(
            new EventListOptions
            {
                DeliverySuccess = false,
                Created = new DateRangeOptions { GreaterThan = Now - EventsBack },
                Limit = 100,
            },
            cancellationToken: cancellationToken
        );
        await foreach (var lost in undelivered)
        {
            if (IncomingEvent.Parse(lost.ToJson()) is { } incoming && await inbox.TakeAsync(incoming, cancellationToken) != Taken.Known)
            {
                report.Recovered++;
            }
        }
    }

    /// <summary>
    /// A database that was restored from before a checkout does not know its customer; Stripe knows which company made it.
    /// </summary>
    private async Task BindLostCustomersAsync(ReconciliationReport report, CancellationToken cancellationToken)
    {
        var lost = await scopes.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<StripeEvent>()
                    .Where(e => e.MatchedTenantId == null && e.CustomerId != null)
                    .Select(e => e.CustomerId!)
                    .Distinct()
                    .OrderBy(c => c)
                    .Take(Reconciliation.MaxFindings)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
        foreach (var id in lost)
        {
            try
            {
                await BindAsync(id, report, cancellationToken);
            }
            catch (StripeException e) when (!StripeAccess.IsAway(e))
            {
                report.Findings.Add($"{id}: {e.Message}");
            }
        }
    }

    private async Task BindAsync(string customerId, ReconciliationReport report, CancellationToken cancellationToken)
    {
        var customer = await stripe.Client.V1.Customers.GetAsync(customerId, cancellationToken: cancellationToken);
        if (customer.Metadata?.GetValueOrDefault(Metadata.Tenant) is not { } named || !Guid.TryParse(named, out var tenantId))
        {
            report.Findings.Add($"{customerId}: Stripe told of a customer that was not made here.");
            return;
        }

        var isBound = await scopes.RunAsync(
            null,
            async provider => await provider.GetRequiredService<ITenantStore>().FindAsync(tenantId, cancellationToken) is not null,
            cancellationToken
        );
        if (!isBound)
        {
            report.Findings.Add($"{customerId}: its company {tenantId} is no longer here.");
            return;
        }

        await scopes.RunAsync(
            tenantId,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var account = await db.Set<BillingAccount>().FirstOrDefaultAsync(cancellationToken);
                if (account is null)
                {
                    db.Add(new BillingAccount(customerId));
                    report.Repaired++;
                }
                else if (account.CustomerId != customerId)
                {
                    report.Findings.Add($"{customerId}: its company {tenantId} has another account.");
                    return;
                }

                var events = await db.Set<StripeEvent>().Where(e => e.CustomerId == customerId).ToListAsync(cancellationToken);
                events.ForEach(e => e.Match(tenantId));
                provider.GetRequiredService<CallQueue>().QueueRead();
            },
            cancellationToken
        );
    }

    private async Task CompareAsync(Guid id, ReconciliationReport report, CancellationToken cancellationToken)
    {
        var said = await ReadAllAsync(cancellationToken);
        var accounts = await book.GetAllAsync(cancellationToken);
        report.Total = accounts.Count;
        foreach (var account in accounts)
        {
            var reading = SubscriptionReading.Best(said[account.CustomerId]);
            if (!account.Says(reading))
            {
                await RepairAsync(account, report, cancellationToken);
            }

            report.Checked++;
            if (report.Checked % StepsBetweenNotes == 0)
            {
                await NoteAsync(id, report, false, cancellationToken);
            }
        }
    }

    private async Task<ILookup<string, Subscription>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = new List<Subscription>();
        var pages = stripe.Client.V1.Subscriptions.ListAutoPagingAsync(
            SubscriptionReading.Question(null),
            cancellationToken: cancellationToken
        );
        await foreach (var subscription in pages)
        {
            all.Add(subscription);
        }

        return all.ToLookup(s => s.CustomerId);
    }

    /// <summary>One that cannot be repaired does not keep the others waiting.</summary>
    private async Task RepairAsync(BillingAccount account, ReconciliationReport report, CancellationToken cancellationToken)
    {
        try
        {
            using var change = tenant.Change(account.TenantId);
            await using var scope = services.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<AccountSync>().RunAsync(cancellationToken))
            {
                report.Repaired++;
                report.Findings.Add($"{account.CustomerId}: was {account.Status ?? "unknown"}, now as at Stripe.");
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "The account of tenant {TenantId} could not be compared with Stripe", account.TenantId);
            report.Failed++;
            report.Findings.Add($"{account.CustomerId}: {e.Message}");
        }
    }

    private Task NoteAsync(Guid id, ReconciliationReport report, bool isFinished, CancellationToken cancellationToken) =>
        scopes.RunAsync(
            null,
            async provider =>
                (
                    await provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .Set<Reconciliation>()
                        .SingleAsync(r => r.Id == id, cancellationToken)
                ).Write(report, Now, isFinished),
            cancellationToken
        );
}
