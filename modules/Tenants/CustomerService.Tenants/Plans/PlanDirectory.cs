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
/// All versions of all plans in memory: every check of a feature asks for one. Forgotten on every node when one changes;
/// read anew after a while in case a node missed that. An installation without plans is given its first ones here.
/// </summary>
internal sealed class PlanDirectory : ISingletonDependency, IDisposable
{
    private const string Topic = "plans";
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly TenantScope _scopes;
    private readonly SeededPlans _seed;
    private readonly IRealTimeHub _hub;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private volatile Snapshot? _snapshot;
    private int _changes;

    public PlanDirectory(TenantScope scopes, SeededPlans seed, IRealTimeHub hub, TimeProvider time)
    {
        (_scopes, _seed, _hub, _time) = (scopes, seed, hub, time);
        _subscription = hub.SubscribeAll(
            (_, message) =>
            {
                if (message.Topic == Topic)
                {
                    Interlocked.Increment(ref _changes);
                    _snapshot = null;
                }

                return Task.CompletedTask;
            }
        );
    }

    /// <summary>In the order of the plans, the newest version first.</summary>
    public async Task<IReadOnlyList<PlanEntry>> GetAllAsync(CancellationToken cancellationToken) =>
        (await SnapshotAsync(cancellationToken)).Plans;

    public async Task<PlanEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await SnapshotAsync(cancellationToken)).ById.GetValueOrDefault(id);

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
    public Task ForgetAsync() => _hub.PublishAsync(new RealTimeMessage(Topic, ""));

    public void Dispose()
    {
        _subscription.Dispose();
        _loading.Dispose();
    }

    private async Task<Snapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is { } known && _time.GetElapsedTime(known.LoadedAt) < MaxAge)
        {
            return known;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _snapshot is { } loaded && _time.GetElapsedTime(loaded.LoadedAt) < MaxAge ? loaded : await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var changes = _changes;
        var rows = await ReadAsync(cancellationToken);
        if (rows.Count == 0)
        {
            await SeedAsync(cancellationToken);
            rows = await ReadAsync(cancellationToken);
        }

        var snapshot = new Snapshot([.. rows.Select(p => new PlanEntry(p, p.Values().ToFrozenDictionary()))], _time.GetTimestamp());
        if (changes == _changes)
        {
            _snapshot = snapshot;
        }

        return snapshot;
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

    private sealed record Snapshot(IReadOnlyList<PlanEntry> Plans, long LoadedAt)
    {
        public FrozenDictionary<Guid, PlanEntry> ById { get; } = Plans.ToFrozenDictionary(p => p.Id);
    }
}
