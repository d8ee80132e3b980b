using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

/// <summary>The accounts of all companies, to read, for what belongs to none of them: webhooks, the operator, reconciling.</summary>
internal sealed class AccountBook(TenantScope scopes) : ITransientDependency
{
    public async Task<Guid?> FindTenantAsync(string customerId, CancellationToken cancellationToken) =>
        (await ReadAsync(accounts => accounts.Where(a => a.CustomerId == customerId), cancellationToken)).SingleOrDefault()?.TenantId;

    public Task<IReadOnlyList<BillingAccount>> GetAllAsync(CancellationToken cancellationToken) =>
        ReadAsync(accounts => accounts, cancellationToken);

    private async Task<IReadOnlyList<BillingAccount>> ReadAsync(
        Func<IQueryable<BillingAccount>, IQueryable<BillingAccount>> which,
        CancellationToken cancellationToken
    )
    {
        using var sweep = HostSweep.Begin();
        return await scopes.RunAsync<IReadOnlyList<BillingAccount>>(
            null,
            async provider =>
                await which(
                        provider.GetRequiredService<CustomerServiceDbContext>().Set<BillingAccount>().AsNoTracking().IgnoreQueryFilters()
                    )
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
    }
}
