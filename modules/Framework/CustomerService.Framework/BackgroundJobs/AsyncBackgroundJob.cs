namespace CustomerService.Framework.BackgroundJobs;

/// <summary>
/// Work that is handed over by <see cref="IBackgroundJobManager"/> (ABP: the same). It runs at least once, in the tenant
/// that enqueued it: lock the row, check its state, then act, so that running twice is one effect.
/// </summary>
/// <typeparam name="TArgs">
/// A record of ids, nothing else: arguments are kept where row-level security does not reach. One job for each type.
/// </typeparam>
public abstract class AsyncBackgroundJob<TArgs>
{
    /// <param name="cancellationToken">Cancelled when the node stops and has no more patience; the job begins again elsewhere.</param>
    public abstract Task ExecuteAsync(TArgs args, CancellationToken cancellationToken = default);
}
