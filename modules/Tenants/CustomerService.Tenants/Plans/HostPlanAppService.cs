using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Plans;

[Authorize(TenantsPermissions.Host)]
internal sealed class HostPlanAppService(
    CustomerServiceDbContext db,
    PlanDirectory plans,
    TenantDirectory tenants,
    FeatureDefinitions features,
    IOptions<BillingOptions> billing,
    IUnitOfWorkManager unitOfWorkManager
) : IHostPlanAppService
{
    /// <summary>Versions, states and moves are decided one after the other.</summary>
    private const string Lock = "plans";

    public async Task<IReadOnlyList<HostPlanDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var counts = await db.Set<Tenant>()
            .GroupBy(t => t.PlanId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return
        [
            .. (await plans.GetAllAsync(cancellationToken)).Select(p => new HostPlanDto(
                p.ToDto(),
                p.Plan.Order,
                counts.GetValueOrDefault(p.Id)
            )),
        ];
    }

    public async Task<PlanFormDto> GetFormAsync(Guid? id, CancellationToken cancellationToken = default) =>
        new(
            id is { } known ? (await GetAsync(known, cancellationToken)).ToInput() : new SavePlanInput(),
            features.ToDtos(),
            billing.Value.Enabled
        );

    public async Task<Guid> SaveAsync(SavePlanInput input, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var plan = input.Id is { } id ? await GetUnusedAsync(id, cancellationToken) : await AddAsync(input.Key, cancellationToken);
        plan.Change(input, features);
        unitOfWorkManager.Current!.OnCompleted(plans.ForgetAsync);
        return plan.Id;
    }

    public async Task<Guid> AddVersionAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var plan = await GetAsync(id, cancellationToken);
        var newest = await db.Set<Plan>().Where(p => p.Key == plan.Key).OrderByDescending(p => p.Version).FirstAsync(cancellationToken);
        if (newest.State == PlanState.Draft)
        {
            return newest.Id;
        }

        var next = db.Add(new Plan(plan.Key, newest.Version + 1)).Entity;
        next.Change(plan.ToInput(), features);
        unitOfWorkManager.Current!.OnCompleted(plans.ForgetAsync);
        return next.Id;
    }

    public async Task SetStateAsync(Guid id, SetPlanStateInput input, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var plan = await GetAsync(id, cancellationToken);
        if (input.State == PlanState.Draft)
        {
            await RefuseUsedAsync(plan, cancellationToken);
        }

        var others = await db.Set<Plan>().Where(p => p.Id != id).ToListAsync(cancellationToken);
        if (input.State == PlanState.Public)
        {
            others.Where(p => p.Key == plan.Key && p.State == PlanState.Public).ToList().ForEach(p => p.Become(PlanState.Retired));
        }

        plan.Become(input.State);
        if (!others.Append(plan).Any(p => p.State is PlanState.Public or PlanState.Hidden))
        {
            throw new BusinessException(TenantsErrorCodes.LastPlan);
        }

        unitOfWorkManager.Current!.OnCompleted(plans.ForgetAsync);
    }

    public async Task<int> MoveTenantsAsync(MoveTenantsInput input, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var to = await GetAsync(input.ToId, cancellationToken);
        if (to.State is PlanState.Draft or PlanState.Retired)
        {
            throw new BusinessException(TenantsErrorCodes.PlanNotGiven);
        }

        var moved = await db.Set<Tenant>().Where(t => t.PlanId == input.FromId && t.PlanId != to.Id).ToListAsync(cancellationToken);
        moved.ForEach(t => t.Subscribe(to.Id));
        unitOfWorkManager.Current!.OnCompleted(tenants.ForgetAsync);
        return moved.Count;
    }

    private async Task<Plan> AddAsync(string key, CancellationToken cancellationToken) =>
        await db.Set<Plan>().AnyAsync(p => p.Key == key, cancellationToken)
            ? throw BusinessException.Conflict(TenantsErrorCodes.PlanKeyTaken).WithData("Key", key)
            : db.Add(new Plan(key, 1)).Entity;

    private async Task<Plan> GetUnusedAsync(Guid id, CancellationToken cancellationToken)
    {
        var plan = await GetAsync(id, cancellationToken);
        await RefuseUsedAsync(plan, cancellationToken);
        return plan;
    }

    private async Task RefuseUsedAsync(Plan plan, CancellationToken cancellationToken)
    {
        if (await db.Set<Tenant>().CountAsync(t => t.PlanId == plan.Id, cancellationToken) is > 0 and var count)
        {
            throw BusinessException.Conflict(TenantsErrorCodes.PlanInUse).WithData("Count", count);
        }
    }

    private async Task<Plan> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Plan>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(TenantsErrorCodes.UnknownPlan);
}
