using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Sla.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Sla.Policies;

internal sealed class SlaPolicyConfiguration : IEntityTypeConfiguration<SlaPolicy>
{
    public void Configure(EntityTypeBuilder<SlaPolicy> builder)
    {
        builder.ToTable("SlaPolicies");
        builder.Property(x => x.Name).HasMaxLength(SlaLimits.Name);
        builder.Ignore(x => x.Conditions);
        builder.Property(x => x.RequestTypeIds).HasJson(4_000);
        builder.Property(x => x.Channels).HasJson(400);
        builder.Property(x => x.Tiers).HasJson(400);
        builder.Property(x => x.GroupIds).HasJson(4_000);
        builder.Property(x => x.Tags).HasJson(4_000);
        builder.Property(x => x.Targets).HasJson(2_000);
        builder.HasTenantForeignKey<SlaPolicy, BusinessCalendar>(x => x.CalendarId);
        builder.HasIndex("TenantId", nameof(SlaPolicy.Order));
    }
}
