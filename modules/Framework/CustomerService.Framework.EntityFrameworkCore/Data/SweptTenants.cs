using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>Says for whom there is work, in one question: what recurs must not cost more because idle tenants are many.</summary>
public sealed class SweptTenants(TenantScope scopes) : ITransientDependency
{
    /// <returns>
    /// The tenants that own a row of <typeparamref name="TRow"/> for which <paramref name="rows"/> asks;
    /// <see cref="Guid.Empty"/> is the host.
    /// </returns>
    public async Task<IReadOnlyList<Guid>> FindAsync<TRow>(
        Func<IQueryable<TRow>, IQueryable<TRow>> rows,
        CancellationToken cancellationToken = default
    )
        where TRow : class, IMultiTenant, IHostSwept
    {
        using var sweep = HostSweep.Begin();
        return await scopes.RunAsync(
            null,
            provider =>
                rows(provider.GetRequiredService<CustomerServiceDbContext>().Set<TRow>().IgnoreQueryFilters())
                    .Select(r => r.TenantId)
                    .Distinct()
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
    }
}
