using CustomerService.Framework.BackgroundJobs;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Hosting;

namespace CustomerService.Framework.Hangfire.Workers;

/// <summary>Writes down when each worker is due, and forgets those that this version no longer has.</summary>
internal sealed class RecurringWorkers(
    IRecurringJobManagerV2 schedule,
    JobStorage storage,
    IEnumerable<HangfireBackgroundWorkerBase> workers
) : IHostedService
{
    private static readonly RecurringJobOptions Utc = new() { TimeZone = TimeZoneInfo.Utc };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var gone = Known().ToHashSet();
        foreach (var worker in workers)
        {
            var id = worker.RecurringJobId;
            gone.Remove(id);
            schedule.AddOrUpdate<RecurringWorkerJob>(
                id,
                JobQueues.Maintenance,
                job => job.RunAsync(id, CancellationToken.None),
                worker.CronExpression,
                Utc
            );
        }

        foreach (var id in gone)
        {
            schedule.RemoveIfExists(id);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> Known()
    {
        using var connection = storage.GetConnection();
        return connection.GetRecurringJobs().Select(job => job.Id);
    }
}
