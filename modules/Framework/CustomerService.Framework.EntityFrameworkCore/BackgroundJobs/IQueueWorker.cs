using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>
/// Works off a queue table, claiming rows with <see cref="QueueClaim"/>. A singleton; several nodes run it at once: the claim
/// shares the work, and what a killed node had taken is replaced as soon as its lease ends.
/// </summary>
internal interface IQueueWorker
{
    /// <returns>How many rows were tried; 0 when nothing was due.</returns>
    Task<int> RunBatchAsync(CancellationToken cancellationToken);
}

/// <summary>Wakes this node's worker after a commit, so that nobody waits for its next round. A singleton.</summary>
internal sealed class QueueSignal<TWorker> : IDisposable
    where TWorker : class, IQueueWorker
{
    private readonly AutoResetEvent _signal = new(false);

    public void Raise() => _signal.Set();

    /// <summary>Ends with the signal, with the token or after the pause.</summary>
    public void Wait(TimeSpan atMost, CancellationToken cancellationToken) =>
        WaitHandle.WaitAny([_signal, cancellationToken.WaitHandle], atMost);

    public void Dispose() => _signal.Dispose();
}
