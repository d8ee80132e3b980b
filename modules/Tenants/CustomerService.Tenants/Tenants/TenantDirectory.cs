using System.Collections.Frozen;
using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Tenants.Branding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Tenants;

/// <param name="Info">What every layer may know; inactive while suspended.</param>
internal sealed record TenantEntry(
    TenantInfo Info,
    TenantState State,
    string Accent,
    string AccentDark,
    FrozenDictionary<string, string> Banners,
    Guid? LogoId,
    string? LogoType,
    string? Domain,
    DateTime? DomainProvenAt
);

/// <summary>
/// All tenants in memory: every request asks for one, and names that do not exist (guesses, attacks) must cost nothing.
/// Forgotten on every node when a tenant changes; read anew after a while in case a node missed that.
/// </summary>
internal sealed class TenantDirectory : ITenantStore, ISingletonDependency, IDisposable
{
    private const string Topic = "tenants";
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    /// <summary>A name that is not found is looked up again in the database, at most this often for all of them together.</summary>
    private static readonly TimeSpan MaxAgeForMiss = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly IServiceScopeFactory _scopes;
    private readonly ICurrentTenant _tenant;
    private readonly IRealTimeHub _hub;
    private readonly TenancyOptions _options;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private volatile Snapshot? _snapshot;
    private int _version;

    public TenantDirectory(
        IServiceScopeFactory scopes,
        ICurrentTenant tenant,
        IRealTimeHub hub,
        IOptions<TenancyOptions> options,
        TimeProvider time
    )
    {
        (_scopes, _tenant, _hub, _options, _time) = (scopes, tenant, hub, options.Value, time);
        _subscription = hub.SubscribeAll(
            (_, message) =>
            {
                if (message.Topic == Topic)
                {
                    Interlocked.Increment(ref _version);
                    _snapshot = null;
                }

                return Task.CompletedTask;
            }
        );
    }

    public async Task<TenantInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        (await FindEntryAsync(id, cancellationToken))?.Info;

    public async Task<TenantInfo?> FindBySlugAsync(string slug, CancellationToken cancellationToken = default) =>
        (await FindAsync(s => s.BySlug.GetValueOrDefault(slug), cancellationToken))?.Info;

    public async Task<TenantInfo?> FindByHostAsync(string host, CancellationToken cancellationToken = default) =>
        _options.SlugOf(host.TrimEnd('.')) is { } slug ? await FindBySlugAsync(slug, cancellationToken)
        : await FindAsync(s => s.ByDomain.GetValueOrDefault(host.TrimEnd('.').ToLowerInvariant()), cancellationToken) is { } entry
        && DomainOf(entry) is not null
            ? entry.Info
        : null;

    /// <summary>The tenant's own domain, while its proof is fresh.</summary>
    public string? DomainOf(TenantEntry entry) =>
        Tenant.IsProofFresh(entry.DomainProvenAt, _time.GetUtcNow().UtcDateTime) ? entry.Domain : null;

    public async Task<IReadOnlyList<TenantInfo>> GetActiveAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync(MaxAge, cancellationToken)).Active;

    public Task<TenantEntry?> FindEntryAsync(Guid id, CancellationToken cancellationToken = default) =>
        FindAsync(s => s.ById.GetValueOrDefault(id), cancellationToken);

    /// <summary>Call it after the commit of a change to any tenant.</summary>
    public Task ForgetAsync() => _hub.PublishAsync(new RealTimeMessage(Topic, ""));

    public void Dispose()
    {
        _subscription.Dispose();
        _loading.Dispose();
    }

    private async Task<TenantEntry?> FindAsync(Func<Snapshot, TenantEntry?> find, CancellationToken cancellationToken) =>
        find(await GetAsync(MaxAge, cancellationToken)) ?? find(await GetAsync(MaxAgeForMiss, cancellationToken));

    private async Task<Snapshot> GetAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (_snapshot is { } known && known.Age(_time) < maxAge)
        {
            return known;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _snapshot is { } loaded && loaded.Age(_time) < maxAge ? loaded : await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var version = _version;
        using var host = _tenant.Change(null);
        await using var scope = _scopes.CreateAsyncScope();
        var rows = await scope
            .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
            .Set<Tenant>()
            .AsNoTracking()
            .Where(t => t.State == TenantState.Active || t.State == TenantState.Suspended)
            .ToListAsync(cancellationToken);
        var snapshot = new Snapshot([.. rows.Select(ToEntry)], _time.GetTimestamp());
        if (version == _version)
        {
            _snapshot = snapshot;
        }

        return snapshot;
    }

    private static TenantEntry ToEntry(Tenant t) =>
        new(
            new TenantInfo(
                t.Id,
                t.Slug,
                t.Name,
                t.TimeZone,
                t.Language,
                t.Languages.Split(','),
                t.State == TenantState.Active,
                t.PlanId,
                t.IsVerified
            ),
            t.State,
            AccentColor.ForLight(t.Accent),
            AccentColor.ForDark(t.Accent),
            JsonSerializer.Deserialize<Dictionary<string, string>>(t.Banners)!.ToFrozenDictionary(),
            t.LogoId,
            t.LogoType,
            t.Domain,
            t.DomainProvenAt
        );

    private sealed class Snapshot(IReadOnlyList<TenantEntry> entries, long loadedAt)
    {
        public FrozenDictionary<Guid, TenantEntry> ById { get; } = entries.ToFrozenDictionary(e => e.Info.Id);

        public FrozenDictionary<string, TenantEntry> BySlug { get; } = entries.ToFrozenDictionary(e => e.Info.Slug);

        public FrozenDictionary<string, TenantEntry> ByDomain { get; } =
            entries.Where(e => e is { Domain: not null, DomainProvenAt: not null }).ToFrozenDictionary(e => e.Domain!);

        public IReadOnlyList<TenantInfo> Active { get; } = [.. entries.Where(e => e.Info.IsActive).Select(e => e.Info)];

        public TimeSpan Age(TimeProvider time) => time.GetElapsedTime(loadedAt);
    }
}
