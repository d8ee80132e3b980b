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
/// </summary>
internal sealed class TenantDirectory : ITenantStore, ISingletonDependency, IDisposable
{
    /// <summary>A name that is not found is looked up again in the database, at most this often for all of them together.</summary>
    private static readonly TimeSpan MaxAgeForMiss = TimeSpan.FromSeconds(3);

    private readonly TenantScope _scopes;
    private readonly TenancyOptions _options;
    private readonly TimeProvider _time;
    private readonly HostSnapshot<Snapshot> _snapshot;

    public TenantDirectory(TenantScope scopes, IRealTimeHub hub, IOptions<TenancyOptions> options, TimeProvider time)
    {
        (_scopes, _options, _time) = (scopes, options.Value, time);
        _snapshot = new HostSnapshot<Snapshot>("tenants", LoadAsync, hub, time);
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
        (await _snapshot.GetAsync(cancellationToken)).Active;

    public Task<TenantEntry?> FindEntryAsync(Guid id, CancellationToken cancellationToken = default) =>
        FindAsync(s => s.ById.GetValueOrDefault(id), cancellationToken);

    /// <summary>Call it after the commit of a change to any tenant.</summary>
    public Task ForgetAsync() => _snapshot.ForgetAsync();

    public void Dispose() => _snapshot.Dispose();

    private async Task<TenantEntry?> FindAsync(Func<Snapshot, TenantEntry?> find, CancellationToken cancellationToken) =>
        find(await _snapshot.GetAsync(cancellationToken)) ?? find(await _snapshot.GetAsync(MaxAgeForMiss, cancellationToken));

    private Task<Snapshot> LoadAsync(CancellationToken cancellationToken) =>
        _scopes.RunAsync(
            null,
            async provider =>
            {
                var rows = await provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<Tenant>()
                    .AsNoTracking()
                    .Where(t => t.State == TenantState.Active || t.State == TenantState.Suspended)
                    .ToListAsync(cancellationToken);
                return new Snapshot([.. rows.Select(ToEntry)]);
            },
            cancellationToken
        );

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
                t.IsVerified,
                t.IsGrowthStopped
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

    private sealed class Snapshot(IReadOnlyList<TenantEntry> entries)
    {
        public FrozenDictionary<Guid, TenantEntry> ById { get; } = entries.ToFrozenDictionary(e => e.Info.Id);

        public FrozenDictionary<string, TenantEntry> BySlug { get; } = entries.ToFrozenDictionary(e => e.Info.Slug);

        public FrozenDictionary<string, TenantEntry> ByDomain { get; } =
            entries.Where(e => e is { Domain: not null, DomainProvenAt: not null }).ToFrozenDictionary(e => e.Domain!);

        public IReadOnlyList<TenantInfo> Active { get; } = [.. entries.Where(e => e.Info.IsActive).Select(e => e.Info)];
    }
}
