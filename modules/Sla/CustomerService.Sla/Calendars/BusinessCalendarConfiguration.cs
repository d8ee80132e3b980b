using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Sla.Calendars;

internal sealed class BusinessCalendarConfiguration : IEntityTypeConfiguration<BusinessCalendar>
{
    public void Configure(EntityTypeBuilder<BusinessCalendar> builder)
    {
        builder.ToTable("SlaCalendars");
        builder.Property(x => x.Name).HasMaxLength(SlaLimits.Name);
        builder.Property(x => x.TimeZone).HasMaxLength(64);
        builder.Property(x => x.GroupIds).HasJson(4_000);
        builder.Property(x => x.Week).HasJson(8_000);
        builder.Property(x => x.Dates).HasJson(400_000);
    }
}
