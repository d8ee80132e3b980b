using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.MultiTenancy;

/// <summary>Recurring work for one tenant after the other. What fails for one does not keep the others waiting.</summary>
public sealed class TenantIterator(ITenantStore tenants, TenantScope scope) : ITransientDependency
{
    /// <summary>Runs <paramref name="work"/> as the system for each active tenant, each in a scope and a unit of work of its own.</summary>
    /// <exception cref="AggregateException">What failed, after all had their turn.</exception>
    public Task RunAsync(Func<IServiceProvider, Task> work, CancellationToken cancellationToken = default) =>
        RunAsync(_ => true, work, cancellationToken);

    /// <summary>The same for those of <paramref name="among"/> that are active.</summary>
    /// <inheritdoc cref="RunAsync(Func{IServiceProvider, Task}, CancellationToken)" path="/exception"/>
    public Task RunAsync(
        IReadOnlyCollection<Guid> among,
        Func<IServiceProvider, Task> work,
        CancellationToken cancellationToken = default
    ) => RunAsync(among.ToHashSet().Contains, work, cancellationToken);

    private async Task RunAsync(Predicate<Guid> isAmong, Func<IServiceProvider, Task> work, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var tenant in (await tenants.GetActiveAsync(cancellationToken)).Where(t => isAmong(t.Id)))
        {
            try
            {
                await scope.RunAsync(tenant.Id, work, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(new InvalidOperationException($"Failed for tenant {tenant.Id}.", e));
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(
                $"{failures.Count} tenants were left out; the first: {failures[0].InnerException!.Message}",
                failures
            );
        }
    }
}
