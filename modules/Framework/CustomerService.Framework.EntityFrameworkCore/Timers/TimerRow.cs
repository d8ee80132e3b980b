using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Timers;

/// <summary>A promise in time. Deleted in the transaction of its effect.</summary>
public sealed class TimerRow : QueueRow
{
    public string Kind { get; init; } = "";

    public Guid SubjectId { get; init; }

    public string Key { get; init; } = "";

    public string? Payload { get; set; }

    /// <summary>UTC; as it was set.</summary>
    public DateTime Due { get; set; }
}

internal sealed class TimerRowConfiguration : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.ToTable("Timers");
        builder.Property(x => x.Kind).HasMaxLength(64);
        builder.Property(x => x.Key).HasMaxLength(64);
        builder.Property(x => x.Payload).HasMaxLength(4000);
        builder.Property(x => x.Error).HasMaxLength(ErrorText.MaxLength);

        // Whoever took the row over in the meantime wins: a sweep that lost its lease fails at the commit and leaves no effect.
        builder.Property(x => x.LeaseId).IsConcurrencyToken();
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.Kind,
                x.SubjectId,
                x.Key,
            })
            .IsUnique();

        // The sweep looks over all tenants for what is due: the one kind of index that does not begin with the tenant.
        builder.HasIndex(x => new
        {
            x.State,
            x.NextAttempt,
            x.Id,
        });
    }
}
