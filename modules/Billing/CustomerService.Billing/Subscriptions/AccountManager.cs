using CustomerService.Billing.Calls;
using CustomerService.Billing.Prices;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Deletion;
using CustomerService.Tenants.Plans;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Billing.Subscriptions;

/// <summary>What follows from the state of the current tenant's account: its plan, its mails, its seats at Stripe.</summary>
internal sealed class AccountManager(
    CustomerServiceDbContext db,
    IPlanIntegrationService plans,
    IUsageMeter usage,
    BillingMails mails,
    CallQueue calls,
    IWorkspaceDeletionIntegrationService deletions,
    IAuditLogger audit,
    IDistributedEventBus events,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : ITransientDependency
{
    private const string Lock = "billing.account";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>The number of a reading that begins after this returned; null when there is no account.</returns>
    public async Task<(int Ticket, string CustomerId)?> DrawTicketAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (await FindAsync(cancellationToken) is not { } account)
        {
            return null;
        }

        return (account.DrawTicket(), account.CustomerId);
    }

    /// <summary>Takes over what Stripe said, and everything that follows from it, in one transaction.</summary>
    /// <returns>Whether the account said something else before.</returns>
    public async Task<bool> ApplyAsync(int ticket, SubscriptionReading? reading, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var account = await GetAsync(cancellationToken);
        var (was, isAlike) = (account.State, account.Says(reading));
        var planId = await FindPlanAsync(reading?.Price, cancellationToken);
        if (!account.Read(ticket, reading, planId, Now))
        {
            return false;
        }

        await TellAsync(account, was, cancellationToken);
        await FollowAsync(account, cancellationToken);
        await FollowSeatsAsync(account, cancellationToken);
        return !isAlike;
    }

    /// <summary>The clock's part: mails that are due, a larger plan that was paid for until now.</summary>
    public async Task RemindAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (await FindAsync(cancellationToken) is not { } account)
        {
            return;
        }

        while (account.TakeReminder(Now) is { } mail)
        {
            await mails.QueueAsync(mail, account, cancellationToken);
            if (mail == BillingMail.KeptNoLonger)
            {
                await deletions.PlanAsync(cancellationToken);
            }
        }

        await FollowAsync(account, cancellationToken);
    }

    /// <summary>The way down was chosen.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        (await GetAsync(cancellationToken)).Hold(Now);
    }

    public async Task StayFreeAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var account = await GetAsync(cancellationToken);
        var was = account.State;
        account.StayFree(Now);
        await TellAsync(account, was, cancellationToken);
        await FollowAsync(account, cancellationToken);
    }

    /// <summary>The number of agents may be another: Stripe hears of it a little later, once for many changes.</summary>
    public async Task FollowSeatsAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        if (await FindAsync(cancellationToken) is { } account)
        {
            await FollowSeatsAsync(account, cancellationToken);
        }
    }

    /// <returns>At least one: Stripe sells no empty seat.</returns>
    public async Task<int> CountSeatsAsync(CancellationToken cancellationToken) =>
        (int)Math.Max(1, await usage.CountAsync(TenantFeatures.Agents, cancellationToken));

    public Task<BillingAccount?> FindAsync(CancellationToken cancellationToken) =>
        db.Set<BillingAccount>().FirstOrDefaultAsync(cancellationToken);

    private Task<BillingAccount> GetAsync(CancellationToken cancellationToken) => db.Set<BillingAccount>().SingleAsync(cancellationToken);

    private async Task<Guid?> FindPlanAsync(PriceKey? price, CancellationToken cancellationToken) =>
        price is null
            ? null
            : (await plans.GetAllAsync(cancellationToken)).FirstOrDefault(p => p.Key == price.Plan && p.Version == price.Version)?.Id;

    /// <summary>A change of state is an event, stands in the audit log, and is told to who looks after the money.</summary>
    private async Task TellAsync(BillingAccount account, BillingState was, CancellationToken cancellationToken)
    {
        if (account.State == was)
        {
            return;
        }

        audit.Record(
            AuditAction.Updated,
            nameof(BillingAccount),
            account.Id,
            account.CustomerId,
            ("From", was.ToString()),
            ("To", account.State.ToString())
        );
        await events.PublishAsync(new BillingStateChangedEto(was, account.State));
        if (was == BillingState.Cancelled)
        {
            // Whoever comes back or stays without paying keeps everything.
            await deletions.CancelAsync(cancellationToken);
        }

        if (MailOf(was, account.State) is { } mail)
        {
            await mails.QueueAsync(mail, account, cancellationToken);
        }
    }

    private static BillingMail? MailOf(BillingState was, BillingState now) =>
        now switch
        {
            BillingState.Trialing => BillingMail.TrialBegan,
            BillingState.Active => was is BillingState.Grace or BillingState.Restricted ? BillingMail.Recovered : BillingMail.Started,
            BillingState.Grace => BillingMail.PaymentFailed,
            BillingState.Restricted => BillingMail.Restricted,
            BillingState.Cancelled => BillingMail.Cancelled,
            _ => null,
        };

    /// <summary>Only what the account has to say newly: what an operator granted besides stays until then.</summary>
    private async Task FollowAsync(BillingAccount account, CancellationToken cancellationToken)
    {
        if (account.GrantedPlanId is null && account.PlanAt(Now) is null)
        {
            return;
        }

        var plan = account.PlanAt(Now) ?? (await plans.GetFallbackAsync(cancellationToken)).Id;
        var isGrowthStopped = account.MustStopGrowthAt(Now);
        if (account.GrantedPlanId != plan || account.IsGrowthStopped != isGrowthStopped)
        {
            account.Grant(plan, isGrowthStopped);
            await plans.SubscribeAsync(plan, isGrowthStopped, cancellationToken);
        }
    }

    private async Task FollowSeatsAsync(BillingAccount account, CancellationToken cancellationToken)
    {
        if (account is { IsSubscribed: true, Seats: { } paid, SubscriptionId: not null })
        {
            var seats = await CountSeatsAsync(cancellationToken);
            if (seats != paid)
            {
                await calls.QueueSeatsAsync(seats, cancellationToken);
            }
        }
    }
}
