using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <param name="onEnded">Called once, when it is committed or taken back: another one may begin.</param>
internal sealed class UnitOfWork(CustomerServiceDbContext db, QueueSignal<OutboxDispatcher> outbox, ILogger logger, Action onEnded)
    : IUnitOfWork
{
    private readonly List<Func<Task>> _onCompleted = [];
    private IDbContextTransaction? _transaction;
    private bool _hasEnded;
    private bool _wroteToOutbox;

    public IDictionary<string, object> Items { get; } = new Dictionary<string, object>();

    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_hasEnded, this);
        try
        {
            await SaveAsync(cancellationToken);
            if (_transaction is not null)
            {
                await _transaction.CommitAsync(cancellationToken);
                await _transaction.DisposeAsync();
                _transaction = null;
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }

        End();
        await TellAsync();
    }

    public async Task BeginTransactionAsync(CancellationToken cancellationToken = default) =>
        _transaction ??= await db.Database.BeginTransactionAsync(cancellationToken);

    public async Task LockAsync(string name, CancellationToken cancellationToken = default)
    {
        await BeginTransactionAsync(cancellationToken);
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({db.TenantKey + ":" + name}, 0))",
                cancellationToken
            );
        }
    }

    public async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        // A save in the middle must not be committed by itself: a process killed after it would leave half of the work.
        await BeginTransactionAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    public void OnCompleted(Func<Task> action) => _onCompleted.Add(action);

    public void Dispose()
    {
        if (!_hasEnded)
        {
            db.ChangeTracker.Clear();
            _transaction?.Dispose();
            End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
        {
            db.ChangeTracker.Clear();
            await (_transaction?.DisposeAsync() ?? ValueTask.CompletedTask);
            End();
        }
    }

    private void End()
    {
        _hasEnded = true;
        onEnded();
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (
            !db.ChangeTracker.HasChanges()
            && !db
                .ChangeTracker.Entries<Entities.AuditedAggregateRoot>()
                .Any(e => e.Entity.DistributedEvents.Count + e.Entity.LocalEvents.Count > 0)
        )
        {
            return;
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new BusinessException(FrameworkErrorCodes.Concurrency, e) { Kind = ErrorKind.Conflict };
        }

        _wroteToOutbox |= db.ChangeTracker.Entries<OutboxMessage>().Any();
    }

    private async Task TellAsync()
    {
        if (_wroteToOutbox)
        {
            outbox.Raise();
        }

        foreach (var action in _onCompleted)
        {
            try
            {
                await action();
            }
            catch (Exception e)
            {
                // The work is committed; a signal that failed must not make it look undone.
                logger.LogWarning(e, "A signal after the commit failed");
            }
        }
    }
}
