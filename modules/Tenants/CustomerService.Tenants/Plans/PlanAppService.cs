using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Plans;

/// <summary>
/// The tenant's row belongs to the installation: it is read and written as the host, and only ever that of the current
/// tenant.
/// </summary>
internal sealed class PlanAppService(UsageCounter usage, TenantScope scope, ICurrentTenant tenant) : IPlanAppService
{
    [Authorize(TenantsPermissions.Settings)]
    public async Task<TenantPlanDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var (plan, wanted) = await AsHostAsync(t => (t.PlanName, t.WantedPlan), cancellationToken);
        return new TenantPlanDto(plan, wanted, await usage.CountAsync(cancellationToken));
    }

    [Authorize(TenantsPermissions.Settings)]
    public Task WantAsync(WantPlanInput input, CancellationToken cancellationToken = default) =>
        AsHostAsync(
            t =>
            {
                t.Want(input.Plan);
                return true;
            },
            cancellationToken
        );

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
