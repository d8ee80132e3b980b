using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>Works off a queue table, claiming rows with <see cref="QueueClaim"/>. A singleton; several nodes run it at once.</summary>
public interface IQueueWorker
{
    /// <returns>How many rows were tried; 0 when nothing was due.</returns>
    Task<int> RunBatchAsync(CancellationToken cancellationToken);
}

public static class QueueLoopServiceCollectionExtensions
{
    /// <summary>
    /// A serving node works this queue off. On every node and not in a scheduler: the claim shares the work, and what a
    /// killed node had taken is replaced as soon as its lease ends.
    /// </summary>
    public static IServiceCollection AddQueueLoop<TWorker>(this IServiceCollection services)
        where TWorker : class, IQueueWorker => services.AddHostedService<QueueLoop<TWorker>>();
}

/// <summary>Batch after batch until nothing is due; then rests until the signal, a second at most.</summary>
internal sealed class QueueLoop<TWorker>(TWorker worker, QueueLoopSignal<TWorker> signal, ILogger<QueueLoop<TWorker>> logger)
    : BackgroundService
    where TWorker : class, IQueueWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    /// <summary>A batch in work is finished when the node stops, as long as the host has patience.</summary>
    private readonly CancellationTokenSource _patience = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _patience.CancelAsync();

        // What is cut off lets go of its connection before the services are disposed.
        await (ExecuteTask ?? Task.CompletedTask)
            .WaitAsync(LastWords, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _patience.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await worker.RunBatchAsync(_patience.Token) == 0)
                {
                    await signal.WaitAsync(Pause, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database may be away for a while: the rows wait, and so do we.
                logger.LogError(e, "{Worker} failed and goes on in {Seconds} s", typeof(TWorker).Name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}

/// <summary>Wakes this node's loop after a commit, so that nobody waits for its next round. A singleton.</summary>
public sealed class QueueLoopSignal<TWorker>
    where TWorker : class, IQueueWorker
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Raise()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised.
        }
    }

    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);
}
