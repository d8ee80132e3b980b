using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

internal sealed class UnitOfWorkManager(
    CustomerServiceDbContext db,
    QueueSignal<OutboxDispatcher> outbox,
    ILogger<UnitOfWorkManager> logger
) : IUnitOfWorkManager
{
    private UnitOfWork? _current;

    public IUnitOfWork? Current => _current;

    public IUnitOfWork Begin()
    {
        if (_current is not null)
        {
            return new PartOfUnitOfWork(_current);
        }

        return _current = new UnitOfWork(db, outbox, logger, () => _current = null);
    }

    /// <summary>Joins the outer one, which alone saves and takes back.</summary>
    private sealed class PartOfUnitOfWork(UnitOfWork whole) : IUnitOfWork
    {
        public IDictionary<string, object> Items => whole.Items;

        public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task BeginTransactionAsync(CancellationToken cancellationToken = default) => whole.BeginTransactionAsync(cancellationToken);

        public Task LockAsync(string name, CancellationToken cancellationToken = default) => whole.LockAsync(name, cancellationToken);

        public Task SaveChangesAsync(CancellationToken cancellationToken = default) => whole.SaveChangesAsync(cancellationToken);

        public void OnCompleted(Func<Task> action) => whole.OnCompleted(action);

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
