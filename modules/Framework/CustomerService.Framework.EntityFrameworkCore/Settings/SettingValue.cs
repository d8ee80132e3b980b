using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Settings;

/// <summary>A setting that a tenant has changed from its default.</summary>
[Audited(nameof(Name))]
public sealed class SettingValue : TenantAggregateRoot
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
