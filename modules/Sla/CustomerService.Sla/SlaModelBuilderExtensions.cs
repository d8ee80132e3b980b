using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla;

internal static class SlaModelBuilderExtensions
{
    public static void ConfigureSla(this ModelBuilder builder)
    {
        builder.ApplyConfiguration(new BusinessCalendarConfiguration());
        builder.ApplyConfiguration(new SlaPolicyConfiguration());
        builder.ApplyConfiguration(new SlaClockConfiguration());
    }
}
