using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Sla;

/// <summary>The module with a stand-in for tickets, which remembers what it was told.</summary>
[DependsOn(typeof(SlaModule))]
public sealed class SlaTestModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<FakeTickets>();
        context.Services.AddSingleton<FakeUsers>();
        context.Services.AddSingleton<IUserIntegrationService>(x => x.GetRequiredService<FakeUsers>());
        context.Services.AddSingleton<Clocks.HeardEvents>();
        context.Services.AddSingleton<ITicketIntegrationService>(x => x.GetRequiredService<FakeTickets>());
        context.Services.AddSingleton<IRequestTypeIntegrationService>(x => x.GetRequiredService<FakeTickets>());
    }
}

internal static class SlaTestData
{
    public const string Shanghai = "Asia/Shanghai";

    /// <summary>
    /// Monday to Friday 09:00–18:00 in Shanghai; normal: answer in 4 h, solve in 18 h; urgent: answer in 1 h, solve in
    /// 9 h.
    /// </summary>
    public static Task<Guid> AddPolicyAsync(
        this TestHost host,
        Guid tenantId,
        Guid[]? requestTypes = null,
        int order = 1,
        PolicyTarget[]? targets = null,
        bool pausesForThirdParty = false
    ) =>
        host.RunAsync(
            tenantId,
            provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var calendar = BusinessCalendar.Create("Office", Shanghai, Weekdays(), []);
                var policy = SlaPolicy.Create(
                    "Standard",
                    order,
                    calendar.Id,
                    PolicyConditions.Any with
                    {
                        RequestTypeIds = requestTypes ?? [],
                    },
                    targets
                        ?? [new PolicyTarget(TicketPriority.Normal, 4 * 60, 18 * 60), new PolicyTarget(TicketPriority.Urgent, 60, 9 * 60)],
                    75,
                    pausesForThirdParty
                );
                db.AddRange(calendar, policy);
                return Task.FromResult(policy.Id);
            }
        );

    public static WeeklyWindow[] Weekdays() =>
        [.. Enumerable.Range(1, 5).Select(day => new WeeklyWindow((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(18, 0)))];

    /// <summary>A wall clock in Shanghai, as UTC.</summary>
    public static DateTime At(string wallClock) => Schedules.At(Shanghai, wallClock).ToDateTimeUtc();

    public static Task PublishAsync(this TestHost host, Guid tenantId, params object[] etos) =>
        host.RunAsync(
            tenantId,
            async provider =>
            {
                foreach (var eto in etos)
                {
                    await provider.GetRequiredService<Framework.Events.IDistributedEventBus>().PublishAsync(eto);
                }
            }
        );
}
