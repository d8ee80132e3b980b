using CustomerService.Framework.Caching;
using CustomerService.Framework.Data;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Settings;

/// <summary>A setting that a tenant has changed from its default.</summary>
[Audited(nameof(Name))]
public sealed class SettingValue : AggregateRoot
{
    public string Name { get; init; } = "";

    public string Value { get; set; } = "";
}

internal sealed class SettingValueConfiguration : IEntityTypeConfiguration<SettingValue>
{
    public void Configure(EntityTypeBuilder<SettingValue> builder)
    {
        builder.ToTable("SettingValues");
        builder.Property(x => x.Name).HasMaxLength(128);
        builder.Property(x => x.Value).HasMaxLength(4000);
        builder.HasIndex(x => new { x.TenantId, x.Name }).IsUnique();
    }
}

internal sealed class SettingProvider(
    CustomerServiceDbContext db,
    TenantCache cache,
    IUnitOfWork unitOfWork,
    IEnumerable<ISettingDefinitionProvider> definitions
) : ISettingProvider, ITransientDependency
{
    private const string CacheKey = "settings";

    public async Task<string> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        var values = await cache.GetOrCreateAsync(
            CacheKey,
            () => db.Set<SettingValue>().AsNoTracking().ToDictionaryAsync(v => v.Name, v => v.Value, cancellationToken)
        );
        return values.TryGetValue(name, out var value)
            ? value
            : definitions.SelectMany(d => d.Define()).Single(d => d.Name == name).DefaultValue;
    }

    public async Task SetAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<SettingValue>().FirstOrDefaultAsync(v => v.Name == name, cancellationToken);
        if (stored is null)
        {
            stored = new SettingValue { Name = name };
            db.Add(stored);
        }

        stored.Value = value;
        unitOfWork.OnCompleted(() => cache.RemoveAsync(CacheKey));
    }
}
