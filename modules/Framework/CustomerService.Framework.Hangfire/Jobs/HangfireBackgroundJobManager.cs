using System.Reflection;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using Hangfire;

namespace CustomerService.Framework.Hangfire.Jobs;

internal sealed class HangfireBackgroundJobManager(IBackgroundJobClientV2 client, ICurrentTenant currentTenant, ITenantStore tenants)
    : IBackgroundJobManager
{
    private const string Host = "(host)";

    public async Task<string> EnqueueAsync<TArgs>(TArgs args, TimeSpan? delay = null)
    {
        var queue = typeof(TArgs).GetCustomAttribute<JobQueueAttribute>()?.Queue ?? JobQueues.Default;
        var tenant = currentTenant.Id is { } id ? (await tenants.FindAsync(id))?.Slug ?? $"{id}" : Host;
        return delay is { } pause
            ? client.Schedule<JobExecutionAdapter<TArgs>>(queue, a => a.ExecuteAsync(tenant, args, CancellationToken.None), pause)
            : client.Enqueue<JobExecutionAdapter<TArgs>>(queue, a => a.ExecuteAsync(tenant, args, CancellationToken.None));
    }
}
