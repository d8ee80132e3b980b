namespace CustomerService.Framework.Data;

/// <summary>
/// All changes of one call, saved together: state, outbox, inbox and timers (ABP: the same). Disposed without having been
/// completed it takes everything back.
/// </summary>
public interface IUnitOfWork : IDisposable, IAsyncDisposable
{
    /// <summary>
    /// Saves, commits, then runs what waits for the commit; once. A lost race becomes a <c>BusinessException</c> of kind
    /// Conflict, here and in <see cref="SaveChangesAsync"/>.
    /// </summary>
    Task CompleteAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a database transaction now, for work that must see its own reads locked or uses bulk updates. Committed
    /// with the unit of work.
    /// </summary>
    Task BeginTransactionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// One at a time on all nodes, until this unit of work ends: for a decision over many rows. The name is the current
    /// tenant's own. Begins the transaction; take it before reading.
    /// </summary>
    Task LockAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Writes what has changed so far inside the unit's transaction.</summary>
    Task SaveChangesAsync(CancellationToken cancellationToken = default);

    /// <summary>What services remember until it ends, under names of their own.</summary>
    IDictionary<string, object> Items { get; }

    /// <summary>Runs after the commit, never when it failed: wake-up signals, live screens.</summary>
    void OnCompleted(Func<Task> action);
}
