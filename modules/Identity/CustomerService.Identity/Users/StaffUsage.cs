using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Users;

/// <summary>How many colleagues and customers a tenant has, for the host console.</summary>
internal sealed class StaffUsage(CustomerServiceDbContext db) : ITenantUsageContributor, ITransientDependency
{
    public async Task<IReadOnlyList<TenantUsage>> CountAsync(CancellationToken cancellationToken = default) =>
        [
            new(
                "Identity.Usage.Staff",
                await db.Set<User>().CountAsync(u => u.IsStaff && u.IsActive, cancellationToken),
                TenantFeatures.Agents
            ),
            new("Identity.Usage.Customers", await db.Set<User>().CountAsync(u => !u.IsStaff, cancellationToken)),
        ];
}
