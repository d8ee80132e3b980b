using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Escalations;

internal sealed class EscalationConfigurations : IEntityTypeConfiguration<EscalationPolicy>, IEntityTypeConfiguration<EscalationRun>
{
    public void Configure(EntityTypeBuilder<EscalationPolicy> builder)
    {
        builder.ToTable("RoutingEscalationPolicies");
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Ignore(x => x.HasStepsBeforeDue);
        builder.Ignore(x => x.HasWebhooks);
        builder.PrimitiveCollection(x => x.RequestTypeKeys).HasMaxLength(4000).ElementType().HasMaxLength(64);
        builder.PrimitiveCollection(x => x.Priorities).HasMaxLength(400).ElementType().HasMaxLength(32);
        builder.OwnsMany(
            x => x.Steps,
            steps =>
            {
                steps.ToJson();
                steps.Ignore(s => s.IsIdle);
                steps.Ignore(s => s.TellsStaff);
                steps.Ignore(s => s.HasUsableWebhook);
            }
        );
    }

    public void Configure(EntityTypeBuilder<EscalationRun> builder)
    {
        builder.ToTable("RoutingEscalationRuns");
        builder.Ignore(x => x.NextLevel);

        builder.PrimitiveCollection(x => x.AskedIds).HasMaxLength(4000);

        // The same clock breaches once: a second escalation run for it cannot be written.
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.ClockId,
            })
            .IsUnique();
    }
}
