using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Prefill;

/// <summary>
/// What the company's systems sign links with, readable by this installation alone. No setting: those are written to
/// the audit log.
/// </summary>
internal sealed class PrefillSecret : TenantEntity
{
    public string Protected { get; private set; } = "";

    public DateTime MadeAt { get; private set; }

    public string? PreviousProtected { get; private set; }

    public DateTime? PreviousUntil { get; private set; }

    public void Change(string @protected, DateTime now)
    {
        if (Protected.Length > 0)
        {
            (PreviousProtected, PreviousUntil) = (Protected, now + PrefillLimits.Rotation);
        }

        (Protected, MadeAt) = (@protected, now);
    }

    /// <summary>Those that are good now.</summary>
    public IEnumerable<string> At(DateTime now) =>
        PreviousProtected is { } previous && now < PreviousUntil ? [Protected, previous] : [Protected];
}

internal sealed class PrefillSecretConfiguration : IEntityTypeConfiguration<PrefillSecret>
{
    public void Configure(EntityTypeBuilder<PrefillSecret> builder)
    {
        builder.ToTable("TicketPrefillSecrets");
        builder.Property(x => x.Protected).HasMaxLength(1000);
        builder.Property(x => x.PreviousProtected).HasMaxLength(1000);
        builder.HasIndex(x => x.TenantId).IsUnique();
    }
}
