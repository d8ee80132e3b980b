using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>
/// Outbox and timers run on every node, beside Quartz: the claim already shares the work, and a killed node is replaced at once
/// instead of after a scheduler's check-in.
/// </summary>
internal sealed class QueueLoops(OutboxDispatcher outbox, TimerSweeper timers, OutboxSignal signal, ILogger<QueueLoops> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LoopAsync("outbox", outbox.DispatchBatchAsync, token => signal.WaitAsync(Pause, token), stoppingToken),
        LoopAsync("timers", timers.SweepBatchAsync, token => Task.Delay(Pause, token), stoppingToken));

    private async Task LoopAsync(string name, Func<CancellationToken, Task<int>> work, Func<CancellationToken, Task> pause, CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await work(stoppingToken) == 0)
                {
                    await pause(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database may be away for a while: the rows wait, and so do we.
                logger.LogError(e, "The {Loop} loop failed and goes on in {Seconds} s", name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}
