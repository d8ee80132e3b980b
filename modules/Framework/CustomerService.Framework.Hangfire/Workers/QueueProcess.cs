using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using Hangfire.Server;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.Hangfire.Workers;

/// <summary>Batch after batch until nothing is due; then it rests until the signal, a second at most.</summary>
internal sealed class QueueProcess<TWorker>(TWorker worker, QueueSignal<TWorker> signal, ILogger<QueueProcess<TWorker>> logger)
    : IBackgroundProcess
    where TWorker : class, IQueueWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Not Hangfire's growing pauses: promises go on as soon as the database is back.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>A batch in work is finished when the node stops, as long as the host has patience.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        try
        {
            if (worker.RunBatchAsync(context.StoppedToken).GetAwaiter().GetResult() == 0)
            {
                signal.Wait(Pause, context.StoppingToken);
            }
        }
        catch (Exception e) when (!context.StoppedToken.IsCancellationRequested)
        {
            logger.LogError(e, "{Worker} failed and goes on in {Seconds} s", typeof(TWorker).Name, PauseAfterFailure.TotalSeconds);
            context.StoppingToken.WaitHandle.WaitOne(PauseAfterFailure);
        }
    }

    public override string ToString() => typeof(TWorker).Name;
}
