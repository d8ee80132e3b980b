using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Limits;

/// <summary>Tickets of the month and room for files, for the host console and the admin's own page.</summary>
internal sealed class TicketUsage(CustomerServiceDbContext db, PlanLimits limits, TimeProvider time)
    : ITenantUsageContributor,
        ITransientDependency
{
    public async Task<IReadOnlyList<TenantUsage>> CountAsync(CancellationToken cancellationToken = default) =>
        [
            new(
                "Tickets.Usage.Month",
                await MonthlyCount.Of(db, Month.Of(time.GetUtcNow().UtcDateTime)).CountAsync(cancellationToken),
                TenantFeatures.TicketsPerMonth
            ),
            new("Tickets.Usage.Storage", await limits.StoredMegabytesAsync(cancellationToken), TenantFeatures.StorageMegabytes),
        ];
}
