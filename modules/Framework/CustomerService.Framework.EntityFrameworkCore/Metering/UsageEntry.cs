using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

/// <summary>
/// What one transaction brought or took of a limit. Rows instead of one counter: who counts waits for nobody, and the
/// row travels with the others of its save. <see cref="UsageFold"/> makes one of many, so that a company has few and
/// none needs an index.
/// </summary>
public sealed class UsageEntry : TenantEntity
{
    public string Feature { get; init; } = "";

    /// <summary>Its first day, in UTC.</summary>
    public DateOnly Month { get; init; }

    public long Amount { get; init; }
}

internal sealed class UsageEntryConfiguration : IEntityTypeConfiguration<UsageEntry>
{
    public void Configure(EntityTypeBuilder<UsageEntry> builder)
    {
        builder.ToTable("UsageEntries");
        builder.Property(x => x.Feature).HasMaxLength(64);
    }
}
