using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Verification.Lookups;

/// <summary>
/// Something that somebody took for the tenant's and that is not: a sign that the tenant is being imitated. One row for
/// each thing asked.
/// </summary>
internal sealed class FakeLookup : TenantEntity
{
    /// <summary>An imitation that nobody has asked about for this long is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private FakeLookup() { }

    /// <summary>As it was typed, in one width and case.</summary>
    public string Asked { get; private set; } = "";

    public Verdict Verdict { get; private set; }

    public int Times { get; private set; }

    /// <summary>How many people said that it contacted them.</summary>
    public int Reports { get; private set; }

    public DateTime FirstAt { get; private set; }

    public DateTime LastAt { get; private set; }
}

internal sealed class FakeLookupConfiguration : IEntityTypeConfiguration<FakeLookup>
{
    public const string Table = "VerificationFakeLookups";

    public void Configure(EntityTypeBuilder<FakeLookup> builder)
    {
        builder.ToTable(Table);
        builder.Property(x => x.Asked).HasMaxLength(VerifyInput.MaxLength);
        builder.HasIndex(x => new { x.TenantId, x.Asked }).IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.LastAt });
    }
}
