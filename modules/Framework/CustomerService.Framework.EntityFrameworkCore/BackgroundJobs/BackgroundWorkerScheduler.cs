using CustomerService.Framework.BackgroundJobs;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Gives every <see cref="IBackgroundWorker"/> its Quartz trigger when the node starts.</summary>
internal sealed class BackgroundWorkerScheduler(ISchedulerFactory schedulers, IEnumerable<IBackgroundWorker> workers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var worker in workers)
        {
            var job = JobBuilder.Create<BackgroundWorkerJob>().WithIdentity(worker.Name).Build();
            var trigger = TriggerBuilder
                .Create()
                .WithIdentity(worker.Name)
                .WithSimpleSchedule(s => s.WithInterval(worker.Period).RepeatForever())
                .StartNow()
                .Build();
            await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
