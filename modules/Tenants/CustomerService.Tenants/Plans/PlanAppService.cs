using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Plans;

/// <summary>
/// The tenant's row belongs to the installation: it is read and written as the host, and only ever that of the current
/// tenant.
/// </summary>
internal sealed class PlanAppService(
    PlanDirectory plans,
    TenantUsage usage,
    FeatureDefinitions features,
    IOptions<BillingOptions> billing,
    TenantScope scope,
    ICurrentTenant tenant
) : IPlanAppService
{
    [AllowAnonymous]
    public async Task<OfferedPlansDto> GetOfferedAsync(CancellationToken cancellationToken = default) =>
        new([.. (await plans.GetOfferedAsync(cancellationToken)).Select(p => p.ToDto())], features.ToDtos(), billing.Value.Enabled);

    [Authorize(TenantsPermissions.Settings)]
    public async Task<TenantPlanDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var (planId, wantedId) = await AsHostAsync(t => (t.PlanId, t.WantedPlanId), cancellationToken);
        var plan = await plans.GetAsync(planId, cancellationToken);
        var wanted = wantedId is { } id ? await plans.FindAsync(id, cancellationToken) : null;
        var larger = (await plans.GetOfferedAsync(cancellationToken)).Where(p =>
            p.Plan.Order > plan.Plan.Order || (p.Plan.Key == plan.Plan.Key && p.Plan.Version > plan.Plan.Version)
        );
        return new TenantPlanDto(
            plan.ToDto(),
            wanted?.ToDto(),
            [.. larger.Select(p => p.ToDto())],
            await usage.GetYearAsync(cancellationToken)
        );
    }

    [Authorize(TenantsPermissions.Settings)]
    public Task<IReadOnlyList<TenantUsageDto>> GetShortagesAsync(CancellationToken cancellationToken = default) =>
        usage.GetShortagesAsync(cancellationToken);

    [Authorize(TenantsPermissions.Settings)]
    public async Task WantAsync(WantPlanInput input, CancellationToken cancellationToken = default)
    {
        var wanted = await plans.GetAsync(input.PlanId, cancellationToken);
        await AsHostAsync(
            t =>
            {
                if (wanted.Plan.State != PlanState.Public && wanted.Id != t.PlanId)
                {
                    throw BusinessException.NotFound(TenantsErrorCodes.UnknownPlan);
                }

                t.Want(wanted.Id);
                return true;
            },
            cancellationToken
        );
    }

    private Task<T> AsHostAsync<T>(Func<Tenant, T> work, CancellationToken cancellationToken)
    {
        var id = tenant.Id ?? throw BusinessException.NotFound(TenantsErrorCodes.NotFound);
        return scope.RunAsync(
            null,
            async provider =>
                work(
                    await provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .Set<Tenant>()
                        .FirstAsync(t => t.Id == id, cancellationToken)
                ),
            cancellationToken
        );
    }
}
