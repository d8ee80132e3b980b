using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Outgoing;

public enum Outcome
{
    /// <summary>Through, or ended.</summary>
    Done,

    /// <summary>Its <see cref="OutgoingRow.NextAttempt"/> says when it is tried again.</summary>
    Later,

    /// <summary>As <see cref="Later"/>; and it has kept a worker for long: first others have their turn.</summary>
    Hung,
}

/// <summary>
/// One turn of a tenant: what is due goes out, a few conversations at once, as long as a turn lasts. One job for a
/// tenant and not for each row, because a job costs as much as sending does. A second job beside it finds nothing to do.
/// No transaction is open and no connection is held while the other side is being talked to.
/// </summary>
/// <typeparam name="TArgs">Says nothing but that there is something to do: the rows know the rest.</typeparam>
public abstract class OutgoingJob<TRow, TArgs>(
    OutgoingQueue<TRow> queue,
    TenantScope scopes,
    ICurrentTenant tenant,
    IBackgroundJobManager jobs,
    TimeProvider time,
    ILogger logger
) : AsyncBackgroundJob<TArgs>
    where TRow : OutgoingRow
    where TArgs : class, new()
{
    /// <summary>Then others who wait for a worker have theirs.</summary>
    private static readonly TimeSpan TurnLength = TimeSpan.FromSeconds(10);

    /// <summary>At once, for one tenant on one node.</summary>
    protected abstract int Conversations { get; }

    /// <summary>UTC.</summary>
    protected DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Nothing is tried at present, by this node.</summary>
    protected virtual bool IsPaused => false;

    public override async Task ExecuteAsync(TArgs args, CancellationToken cancellationToken = default)
    {
        if (!queue.TryEnter())
        {
            // Whose turn it is looks once more when it ends.
            return;
        }

        var turn = new Turn(time.GetTimestamp());
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Conversations).Select(_ => ConverseAsync(turn, cancellationToken)));
        }
        finally
        {
            queue.Leave();
        }

        if (turn.TryAgainAt is { } again)
        {
            // The first of those that wait is enough to look again; what it does not find due, the sweep does.
            await jobs.EnqueueAsync(new TArgs(), again - Now);
        }

        if (!IsPaused && await queue.IsAnyDueAsync(cancellationToken))
        {
            await jobs.EnqueueAsync(new TArgs());
        }
    }

    /// <summary>One row, which others leave alone; what it changes is saved when it returns.</summary>
    protected abstract Task<Outcome> SendAsync(TRow row, IServiceProvider provider, CancellationToken cancellationToken);

    private async Task ConverseAsync(Turn turn, CancellationToken cancellationToken)
    {
        while (!turn.IsOver && !IsPaused && time.GetElapsedTime(turn.Begin) < TurnLength)
        {
            TRow? row = null;
            var outcome = Outcome.Later;
            try
            {
                await scopes.RunAsync(
                    tenant.Id,
                    async provider =>
                    {
                        row = await queue.TakeAsync(provider.GetRequiredService<CustomerServiceDbContext>(), cancellationToken);
                        outcome = row is null ? Outcome.Done : await SendAsync(row, provider, cancellationToken);
                    },
                    cancellationToken
                );
            }
            catch (Exception e) when (row is not null && !cancellationToken.IsCancellationRequested)
            {
                logger.LogError(e, "{Row} {Id} of tenant {TenantId} could not be worked on", typeof(TRow).Name, row.Id, row.TenantId);
            }

            if (row is null)
            {
                return;
            }

            if (outcome != Outcome.Done)
            {
                turn.TryAgain(row.NextAttempt);
                turn.IsOver |= outcome == Outcome.Hung;
            }
        }
    }

    private sealed class Turn(long begin)
    {
        private readonly Lock _gate = new();

        public long Begin => begin;

        public bool IsOver { get; set; }

        /// <summary>UTC.</summary>
        public DateTime? TryAgainAt { get; private set; }

        public void TryAgain(DateTime at)
        {
            lock (_gate)
            {
                TryAgainAt = at < TryAgainAt ? at : TryAgainAt ?? at;
            }
        }
    }
}
