using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants.Plans;

internal sealed class PlanIntegrationService(
    CustomerServiceDbContext db,
    PlanDirectory plans,
    TenantDirectory tenants,
    ICurrentTenant tenant,
    IUnitOfWorkManager unitOfWorkManager
) : IPlanIntegrationService
{
    public async Task<IReadOnlyList<PlanDto>> GetAllAsync(CancellationToken cancellationToken = default) =>
        [.. (await plans.GetAllAsync(cancellationToken)).Select(p => p.ToDto())];

    public async Task<PlanDto> GetFallbackAsync(CancellationToken cancellationToken = default) =>
        (await plans.GetFirstAsync(cancellationToken)).ToDto();

    public async Task<PlanDto> GetCurrentAsync(CancellationToken cancellationToken = default)
    {
        var planId = await db.Set<Tenant>().Where(t => t.Id == tenant.Id).Select(t => t.PlanId).SingleAsync(cancellationToken);
        return (await plans.GetAsync(planId, cancellationToken)).ToDto();
    }

    public async Task SubscribeAsync(Guid planId, bool isGrowthStopped, CancellationToken cancellationToken = default)
    {
        (await db.Set<Tenant>().SingleAsync(t => t.Id == tenant.Id, cancellationToken)).Subscribe(planId, isGrowthStopped);
        unitOfWorkManager.Current!.OnCompleted(tenants.ForgetAsync);
    }
}
