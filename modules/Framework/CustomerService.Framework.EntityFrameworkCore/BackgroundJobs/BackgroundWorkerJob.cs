using System.Diagnostics;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Runs one <see cref="IBackgroundWorker"/> on its Quartz trigger and keeps its last run for the host console.</summary>
[DisallowConcurrentExecution]
internal sealed class BackgroundWorkerJob(
    IEnumerable<IBackgroundWorker> workers,
    TenantScope tenants,
    TimeProvider time,
    ILogger<BackgroundWorkerJob> logger
) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var worker = workers.FirstOrDefault(w => w.Name == context.JobDetail.Key.Name);
        if (worker is null)
        {
            return;
        }

        var startedAt = time.GetUtcNow().UtcDateTime;
        var watch = Stopwatch.StartNew();
        string? error = null;
        try
        {
            await worker.ExecuteAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            error = ErrorText.Of(e);
            logger.LogError(e, "Background worker {Worker} failed; it runs again in {Period}", worker.Name, worker.Period);
        }

        await RememberAsync(worker.Name, startedAt, (int)watch.ElapsedMilliseconds, error, cancellationToken);
    }

    private Task RememberAsync(string name, DateTime startedAt, int milliseconds, string? error, CancellationToken cancellationToken) =>
        tenants.RunAsync(
            null,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var run = await db.Set<BackgroundWorkerRun>().FirstOrDefaultAsync(r => r.Name == name, cancellationToken);
                if (run is null)
                {
                    run = new BackgroundWorkerRun { Name = name };
                    db.Add(run);
                }

                (run.Node, run.StartedAt, run.DurationMilliseconds, run.Error) = (Environment.MachineName, startedAt, milliseconds, error);
            },
            cancellationToken
        );
}
