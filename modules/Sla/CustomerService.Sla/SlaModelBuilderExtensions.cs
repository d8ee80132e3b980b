using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Sla.Recounts;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla;

internal static class SlaModelBuilderExtensions
{
    public static void ConfigureSla(this ModelBuilder builder)
    {
        // Parts that live in JSON columns are no entities; EF would take them for some on its way through the properties.
        builder
            .Ignore<WeeklyWindow>()
            .Ignore<SpecialDate>()
            .Ignore<DateWindow>()
            .Ignore<PolicyTarget>()
            .Ignore<RunningTime>()
            .Ignore<SlaPromise>()
            .Ignore<PolicyConditions>();
        builder.ApplyConfiguration(new BusinessCalendarConfiguration());
        builder.ApplyConfiguration(new SlaPolicyConfiguration());
        builder.ApplyConfiguration(new SlaClockConfiguration());
        builder.ApplyConfiguration(new SlaRecountConfiguration());
    }
}
