using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

internal sealed class UnitOfWork(CustomerServiceDbContext db, QueueSignal<OutboxDispatcher> outbox, ILogger<UnitOfWork> logger)
    : IUnitOfWork
{
    private readonly List<Func<Task>> _onCompleted = [];
    private IDbContextTransaction? _transaction;
    private bool _isRunning;
    private bool _wroteToOutbox;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken = default)
    {
        if (_isRunning)
        {
            await work();
            return;
        }

        _isRunning = true;
        try
        {
            await work();
            await SaveAsync(cancellationToken);
            await CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException e)
        {
            await RollbackAsync();
            throw new BusinessException(FrameworkErrorCodes.Concurrency, e) { Kind = ErrorKind.Conflict };
        }
        catch
        {
            await RollbackAsync();
            throw;
        }
        finally
        {
            _isRunning = false;
        }

        await CompleteAsync();
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
        if (_isRunning)
        {
            await BeginTransactionAsync(cancellationToken);
        }

        await SaveAsync(cancellationToken);
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

        await db.SaveChangesAsync(cancellationToken);
        _wroteToOutbox |= db.ChangeTracker.Entries<OutboxMessage>().Any();
    }

    public void OnCompleted(Func<Task> action) => _onCompleted.Add(action);

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancellationToken);
            await _transaction.DisposeAsync();
            _transaction = null;
        }
    }

    private async Task RollbackAsync()
    {
        _onCompleted.Clear();
        db.ChangeTracker.Clear();
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
            _transaction = null;
        }
    }

    private async Task CompleteAsync()
    {
        if (_wroteToOutbox)
        {
            _wroteToOutbox = false;
            outbox.Raise();
        }

        var actions = _onCompleted.ToList();
        _onCompleted.Clear();
        foreach (var action in actions)
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
