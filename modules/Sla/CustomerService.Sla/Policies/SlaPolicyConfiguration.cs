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
        builder.Property(x => x.RequestTypeIds).HasJson(4_000);
        builder.Property(x => x.Targets).HasJson(2_000);
        builder.HasTenantForeignKey<SlaPolicy, BusinessCalendar>(x => x.CalendarId);
        builder.HasIndex("TenantId", nameof(SlaPolicy.Order));
    }
}
