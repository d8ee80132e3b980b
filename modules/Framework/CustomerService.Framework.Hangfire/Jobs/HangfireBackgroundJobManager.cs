using System.Reflection;
using CustomerService.Framework.BackgroundJobs;
using Hangfire;

namespace CustomerService.Framework.Hangfire.Jobs;

internal sealed class HangfireBackgroundJobManager(IBackgroundJobClientV2 client) : IBackgroundJobManager
{
    public Task<string> EnqueueAsync<TArgs>(TArgs args, TimeSpan? delay = null)
    {
        var queue = typeof(TArgs).GetCustomAttribute<JobQueueAttribute>()?.Queue ?? JobQueues.Default;
        return Task.FromResult(
            delay is { } pause
                ? client.Schedule<JobExecutionAdapter<TArgs>>(queue, a => a.ExecuteAsync(args, CancellationToken.None), pause)
                : client.Enqueue<JobExecutionAdapter<TArgs>>(queue, a => a.ExecuteAsync(args, CancellationToken.None))
        );
    }
}
