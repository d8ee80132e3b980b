using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.MultiTenancy;

/// <summary>Recurring work for one tenant after the other. What fails for one does not keep the others waiting.</summary>
public sealed class TenantIterator(ITenantStore tenants, TenantScope scope) : ITransientDependency
{
    /// <summary>Runs <paramref name="work"/> as the system for each active tenant, each in a scope and a unit of work of its own.</summary>
    /// <exception cref="AggregateException">What failed, after all had their turn.</exception>
    public async Task RunAsync(Func<IServiceProvider, Task> work, CancellationToken cancellationToken = default)
    {
        var failures = new List<Exception>();
        foreach (var tenant in await tenants.GetActiveAsync(cancellationToken))
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
