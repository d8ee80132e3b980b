using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Billing.Calls;

/// <summary>Writes calls of the current tenant down, with the current unit of work.</summary>
internal sealed class CallQueue(
    CustomerServiceDbContext db,
    OutgoingQueue<StripeCall> queue,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>
    /// Somebody who invites ten people is one change. Stripe takes 200 changes of a quantity an hour for each subscription.
    /// </summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public void QueueRead()
    {
        db.Add(new StripeCall(CallKind.Read, 0, Now));
        MakeCallsSoon();
    }

    /// <summary>Replaces what was to be said before and has not been.</summary>
    public async Task QueueSeatsAsync(int seats, CancellationToken cancellationToken)
    {
        var waiting = await db.Set<StripeCall>()
            .Where(c => c.Kind == CallKind.Seats && c.Attempts == 0 && c.NextAttempt > Now)
            .ToListAsync(cancellationToken);
        db.RemoveRange(waiting);
        db.Add(new StripeCall(CallKind.Seats, seats, Now + Calm));
        MakeCallsSoon();
    }

    public void QueueEnd(bool ends)
    {
        db.Add(new StripeCall(ends ? CallKind.End : CallKind.Resume, 0, Now));
        MakeCallsSoon();
    }

    /// <summary>One reading answers every question that was asked before it.</summary>
    public Task ForgetReadsAsync(StripeCall beside, CancellationToken cancellationToken) =>
        db.Set<StripeCall>()
            .Where(c => c.Kind == CallKind.Read && c.Id != beside.Id && c.State == QueueState.Pending)
            .ExecuteDeleteAsync(cancellationToken);

    private void MakeCallsSoon() => unitOfWorkManager.Current!.OnCompleted(() => queue.HandOverAsync(new MakeStripeCallsArgs()));
}
