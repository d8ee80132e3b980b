namespace CustomerService.Framework.Data;

/// <summary>All changes of one call, saved together: state, outbox, inbox and timers. Nested calls join the outer one.</summary>
public interface IUnitOfWork
{
    /// <summary>Runs the work; the outermost call saves. A lost race becomes a <c>BusinessException</c> of kind Conflict.</summary>
    Task RunAsync(Func<Task> work, CancellationToken cancellationToken = default);

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

    /// <summary>Runs after the commit, never when it failed: wake-up signals, live screens.</summary>
    void OnCompleted(Func<Task> action);
}

/// <summary>Gives a new tenant its first data. All contributors run in one transaction, in the order of their modules.</summary>
public interface IDataSeedContributor
{
    Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default);
}

/// <param name="TenantId">The tenant to seed; the current tenant is already changed to it.</param>
/// <param name="Template">Industry template: <c>ecommerce</c> or <c>saas</c>.</param>
/// <param name="Language">The tenant's first language: <c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="IsDemo">Also lay in what only a demo tenant has (further articles).</param>
public sealed record DataSeedContext(Guid TenantId, string Template, string Language, string TimeZone, DateTime Now, bool IsDemo)
{
    /// <summary>What a contributor leaves for later ones, such as the ids of the groups it made.</summary>
    public IDictionary<string, object> Properties { get; } = new Dictionary<string, object>();
}
