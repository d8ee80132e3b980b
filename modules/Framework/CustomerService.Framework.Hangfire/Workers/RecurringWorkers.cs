using CustomerService.Framework.BackgroundJobs;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.Hangfire.Workers;

/// <summary>
/// Writes down when each worker is due, and forgets those that this version no longer has. Beside the start of the node and not in it:
/// a node that was killed leaves locks behind, and others must be able to serve meanwhile.
/// </summary>
internal sealed class RecurringWorkers(
    IRecurringJobManagerV2 schedule,
    JobStorage storage,
    IEnumerable<HangfireBackgroundWorkerBase> workers,
    ILogger<RecurringWorkers> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly RecurringJobOptions Utc = new() { TimeZone = TimeZoneInfo.Utc };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The storage waits for locks on this thread; the start goes on without it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Write();
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "The times of recurring work could not be written down; trying again in {Pause}", Pause);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Only what differs, because each write takes a lock.</summary>
    private void Write()
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(job => job.Id);
        foreach (var worker in workers)
        {
            var id = worker.RecurringJobId;
            known.Remove(id, out var job);
            if (job is null || job.Cron != worker.CronExpression || job.Queue != JobQueues.Maintenance || job.LoadException is not null)
            {
                schedule.AddOrUpdate<RecurringWorkerJob>(
                    id,
                    JobQueues.Maintenance,
                    j => j.RunAsync(id, CancellationToken.None),
                    worker.CronExpression,
                    Utc
                );
            }
        }

        foreach (var id in known.Keys)
        {
            schedule.RemoveIfExists(id);
        }
    }
}
