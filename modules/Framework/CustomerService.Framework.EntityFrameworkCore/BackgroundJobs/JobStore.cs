using Quartz;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Quartz's own tables, which the nodes share. The owner makes them; nodes serve without its password.</summary>
internal static class JobStore
{
    /// <summary>Quartz makes them when a scheduler starts: this one has a name of its own, and so no job.</summary>
    public static async Task CreateAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        await using var factory = QuartzSchedulerBuilder
            .Create(quartz =>
            {
                quartz.ConfigureScheduler(o => o.InstanceName = "migrate");
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(ownerConnectionString);
                    store.ProvisionSchema();
                });
            })
            .Build();
        var scheduler = await factory.GetScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }
}
