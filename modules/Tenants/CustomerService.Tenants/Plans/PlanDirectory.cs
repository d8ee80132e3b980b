using System.Collections.Frozen;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Plans;

/// <summary>A plan's version with its values as they are asked for.</summary>
internal sealed record PlanEntry(Plan Plan, FrozenDictionary<string, string> Values)
{
    public Guid Id => Plan.Id;
}

/// <summary>
/// All versions of all plans in memory: every check of a feature asks for one. An installation without plans is given its
/// first ones here.
/// </summary>
internal sealed class PlanDirectory : ISingletonDependency, IDisposable
{
    private readonly TenantScope _scopes;
    private readonly SeededPlans _seed;
    private readonly HostSnapshot<Plans> _snapshot;

    public PlanDirectory(TenantScope scopes, SeededPlans seed, IRealTimeHub hub, TimeProvider time)
    {
        (_scopes, _seed) = (scopes, seed);
        _snapshot = new HostSnapshot<Plans>("plans", LoadAsync, hub, time);
    }

    /// <summary>In the order of the plans, the newest version first.</summary>
    public async Task<IReadOnlyList<PlanEntry>> GetAllAsync(CancellationToken cancellationToken) =>
        (await _snapshot.GetAsync(cancellationToken)).All;

    public async Task<PlanEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await _snapshot.GetAsync(cancellationToken)).ById.GetValueOrDefault(id);

    /// <exception cref="BusinessException">There is none.</exception>
    public async Task<PlanEntry> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw BusinessException.NotFound(TenantsErrorCodes.UnknownPlan);

    /// <summary>What anybody may choose.</summary>
    public async Task<IReadOnlyList<PlanEntry>> GetOfferedAsync(CancellationToken cancellationToken) =>
        [.. (await GetAllAsync(cancellationToken)).Where(p => p.Plan.State == PlanState.Public)];

    /// <summary>What a new workspace begins with: the first public plan, else the first that can be had at all.</summary>
    public async Task<PlanEntry> GetFirstAsync(CancellationToken cancellationToken)
    {
        var all = await GetAllAsync(cancellationToken);
        return all.FirstOrDefault(p => p.Plan.State == PlanState.Public)
            ?? all.FirstOrDefault(p => p.Plan.State == PlanState.Hidden)
            ?? throw new BusinessException(TenantsErrorCodes.NoPlan);
    }

    /// <summary>The largest that can be had, for demonstrations.</summary>
    public async Task<PlanEntry> GetLastAsync(CancellationToken cancellationToken) =>
        (await GetAllAsync(cancellationToken)).LastOrDefault(p => p.Plan.State is PlanState.Public or PlanState.Hidden)
        ?? await GetFirstAsync(cancellationToken);

    /// <summary>Call it after the commit of a change to any plan.</summary>
    public Task ForgetAsync() => _snapshot.ForgetAsync();

    public void Dispose() => _snapshot.Dispose();

    private async Task<Plans> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(cancellationToken);
        if (rows.Count == 0)
        {
            await SeedAsync(cancellationToken);
            rows = await ReadAsync(cancellationToken);
        }

        return new Plans([.. rows.Select(p => new PlanEntry(p, p.Values().ToFrozenDictionary()))]);
    }

    private Task<List<Plan>> ReadAsync(CancellationToken cancellationToken) =>
        _scopes.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<Plan>()
                    .AsNoTracking()
                    .OrderBy(p => p.Order)
                    .ThenBy(p => p.Key)
                    .ThenByDescending(p => p.Version)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>Before the first workspace is opened, hence never inside somebody's transaction.</summary>
    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _scopes.RunAsync(
                null,
                provider =>
                {
                    provider.GetRequiredService<CustomerServiceDbContext>().AddRange(_seed.Make());
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            // Another node was faster; if it was something else, the next reading says so.
        }
    }

    private sealed record Plans(IReadOnlyList<PlanEntry> All)
    {
        public FrozenDictionary<Guid, PlanEntry> ById { get; } = All.ToFrozenDictionary(p => p.Id);
    }
}
