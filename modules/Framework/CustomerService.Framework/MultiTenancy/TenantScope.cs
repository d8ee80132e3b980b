using CustomerService.Framework.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.MultiTenancy;

/// <summary>Runs work for a tenant outside of a request: a job, a seed, a sweep. One service scope and one unit of work per call.</summary>
public sealed class TenantScope(IServiceScopeFactory scopes, ICurrentTenant currentTenant, ICurrentPrincipalAccessor principal)
{
    /// <summary>
    /// Runs <paramref name="work"/> as the system, for <paramref name="tenantId"/> (null: the host), and saves what it
    /// changed.
    /// </summary>
    public async Task RunAsync(Guid? tenantId, Func<IServiceProvider, Task> work, CancellationToken cancellationToken = default)
    {
        using var tenant = currentTenant.Change(tenantId);
        using var user = principal.Change(null);
        await using var scope = scopes.CreateAsyncScope();
        await using var unitOfWork = scope.ServiceProvider.GetRequiredService<Data.IUnitOfWorkManager>().Begin();
        await work(scope.ServiceProvider);
        await unitOfWork.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(Guid?, Func{IServiceProvider, Task}, CancellationToken)"/>
    public async Task<T> RunAsync<T>(Guid? tenantId, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default)
    {
        T result = default!;
        await RunAsync(
            tenantId,
            async provider =>
            {
                result = await work(provider);
            },
            cancellationToken
        );
        return result;
    }
}
