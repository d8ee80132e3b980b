using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Timers;

/// <summary>
/// Fires due timers: claims a batch, runs each in its tenant and its own transaction, which also ends the timer. Cost
/// follows what is due, not what is open.
/// </summary>
internal sealed class TimerSweeper(
    QueueClaim claim,
    TenantScope tenants,
    WorkSpans spans,
    Parallelism parallelism,
    TimeProvider time,
    ILogger<TimerSweeper> logger
) : IQueueWorker
{
    public const int BatchSize = 100;

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        var timers = await claim.TakeAsync<TimerRow>("Timers", nameof(TimerRow.NextAttempt), "", BatchSize, cancellationToken);
        await Parallel.ForEachAsync(timers, parallelism.Options(cancellationToken), async (timer, token) => await FireAsync(timer, token));
        return timers.Count;
    }

    private async Task FireAsync(TimerRow claimed, CancellationToken cancellationToken)
    {
        try
        {
            await spans.RunAsync("timer " + claimed.Kind, claimed.TenantId, () => FireOnceAsync(claimed, cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(
                e,
                "Timer {Kind} for {SubjectId} of tenant {TenantId} failed, attempt {Attempt}",
                claimed.Kind,
                claimed.SubjectId,
                claimed.TenantId,
                claimed.Attempts + 1
            );
            await tenants.RunAsync(
                claimed.TenantId,
                provider =>
                    provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .RememberFailureAsync(claimed, e, time.GetUtcNow().UtcDateTime, cancellationToken),
                cancellationToken
            );
        }
    }

    private Task FireOnceAsync(TimerRow claimed, CancellationToken cancellationToken) =>
        tenants.RunAsync(
            claimed.TenantId,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var timer = await db.Set<TimerRow>()
                    .SingleOrDefaultAsync(t => t.Id == claimed.Id && t.LeaseId == claimed.LeaseId, cancellationToken);
                if (timer is null)
                {
                    return;
                }

                var handler =
                    provider.GetServices<ITimerHandler>().FirstOrDefault(h => h.Kind == timer.Kind)
                    ?? throw new InvalidOperationException($"No handler for timers of kind {timer.Kind}.");
                await handler.HandleAsync(
                    new TimerFired(timer.Kind, timer.SubjectId, timer.Key, timer.Due, timer.Payload),
                    cancellationToken
                );

                // A handler that schedules the same timer again has given it a new life.
                if (timer.LeaseId == claimed.LeaseId)
                {
                    db.Remove(timer);
                }
            },
            cancellationToken
        );
}
