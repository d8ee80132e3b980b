using CustomerService.Framework.Application;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Tenants;

[Authorize(TenantsPermissions.Host)]
internal sealed class HostTenantAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    TenantDirectory directory,
    PlanDirectory plans,
    SiteUrls urls,
    TenantScope scope
) : IHostTenantAppService
{
    private const int PageSize = 50;

    [Authorize(TenantsPermissions.Host)]
    public async Task<PagedResult<HostTenantDto>> GetListAsync(GetHostTenantsInput input, CancellationToken cancellationToken = default)
    {
        var rows = await Filter(db.Set<Tenant>().AsNoTracking(), input)
            .OrderBy(t => t.Slug)
            .Take(PageSize + 1)
            .Select(t => new
            {
                t.Id,
                t.Slug,
                t.Name,
                t.PlanId,
                t.WantedPlanId,
                t.Language,
                t.State,
                t.CreationTime,
                Terms = t.SignUp!.TermsAcceptedAt == null
                    ? null
                    : new AcceptedTermsDto(t.SignUp.TermsAcceptedAt.Value, t.SignUp.TermsVersion, t.SignUp.TermsUrl, t.SignUp.PrivacyUrl),
            })
            .ToListAsync(cancellationToken);
        var known = (await plans.GetAllAsync(cancellationToken)).ToDictionary(p => p.Id, p => p.ToDto().Label());
        var page = new List<HostTenantDto>();
        foreach (var t in rows.Take(PageSize))
        {
            page.Add(
                new HostTenantDto(
                    t.Id,
                    t.Slug,
                    t.Name,
                    urls.Absolute(t.Slug, "/"),
                    known[t.PlanId],
                    t.WantedPlanId is { } wanted ? known.GetValueOrDefault(wanted) : null,
                    t.Language,
                    t.State,
                    t.CreationTime,
                    await GetUsageAsync(t.Id, cancellationToken),
                    t.Terms
                )
            );
        }

        return new PagedResult<HostTenantDto>(page, rows.Count > PageSize ? page[^1].Slug : null);
    }

    [Authorize(TenantsPermissions.Host)]
    public Task<IReadOnlyList<TenantUsageDto>> GetUsageAsync(Guid id, CancellationToken cancellationToken = default) =>
        scope.RunAsync(id, provider => provider.GetRequiredService<TenantUsage>().CountAsync(cancellationToken), cancellationToken);

    [Authorize(TenantsPermissions.Host)]
    public Task SuspendAsync(Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, t => t.Suspend(), cancellationToken);

    [Authorize(TenantsPermissions.Host)]
    public Task ReopenAsync(Guid id, CancellationToken cancellationToken = default) => ChangeAsync(id, t => t.Reopen(), cancellationToken);

    [Authorize(TenantsPermissions.Host)]
    public async Task SetPlanAsync(Guid id, SetPlanInput input, CancellationToken cancellationToken = default)
    {
        var plan = (await plans.GetAsync(input.PlanId, cancellationToken)).Plan;
        if (plan.State is PlanState.Draft or PlanState.Retired)
        {
            throw new BusinessException(TenantsErrorCodes.PlanNotGiven);
        }

        await ChangeAsync(id, t => t.Subscribe(plan.Id), cancellationToken);
    }

    private async Task ChangeAsync(Guid id, Action<Tenant> change, CancellationToken cancellationToken)
    {
        change(
            await db.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
                ?? throw BusinessException.NotFound(TenantsErrorCodes.NotFound)
        );
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    private static IQueryable<Tenant> Filter(IQueryable<Tenant> tenants, GetHostTenantsInput input)
    {
        if (!string.IsNullOrWhiteSpace(input.Search))
        {
            var words = input.Search.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL lower()
            tenants = tenants.Where(t => t.Slug.Contains(words) || t.Name.ToLower().Contains(words));
#pragma warning restore CA1304, CA1311, CA1862
        }

        tenants = input.State is { } state ? tenants.Where(t => t.State == state) : tenants;
        return input.After is { } after ? tenants.Where(t => t.Slug.CompareTo(after) > 0) : tenants;
    }
}
