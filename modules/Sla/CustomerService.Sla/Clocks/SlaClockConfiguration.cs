using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Sla.Clocks;

internal sealed class SlaClockConfiguration : IEntityTypeConfiguration<SlaClock>
{
    public void Configure(EntityTypeBuilder<SlaClock> builder)
    {
        builder.ToTable("SlaClocks");
        builder.Property(x => x.PolicyName).HasMaxLength(SlaLimits.Name);
        builder.Property(x => x.Runs).HasJson(60_000);
        builder.Property(x => x.Promises).HasJson(10_000);

        // No foreign key to Tickets: modules share the database, not each other's tables. A promise is made once.
        builder.HasIndex("TenantId", nameof(SlaClock.TicketId), nameof(SlaClock.Metric), nameof(SlaClock.Cycle)).IsUnique();
    }
}
