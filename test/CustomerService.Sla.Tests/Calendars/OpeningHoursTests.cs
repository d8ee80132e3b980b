using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Calendars;

/// <summary>What customers read of the hours: today first, on the calendar's own clock, holidays and make-up days as they are.</summary>
public sealed class OpeningHoursTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Begin_With_Today_And_Show_Holidays_And_Make_Up_Days(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        await host.RunAsync(
            TestHost.TenantA,
            p =>
            {
                var spring = Enumerable.Range(15, 9).Select(day => new SpecialDate(new DateOnly(2026, 2, day), "春节", []));
                var calendar = BusinessCalendar.Create(
                    "Office",
                    Shanghai,
                    Weekdays(),
                    [
                        new(new DateOnly(2026, 2, 14), "调休", [new(new(9, 0), new(18, 0))]),
                        .. spring,
                        new(new DateOnly(2026, 1, 1), "元旦", []),
                    ]
                );
                var policy = SlaPolicy.Create(
                    "Standard",
                    1,
                    calendar.Id,
                    PolicyConditions.Any,
                    [new PolicyTarget(TicketPriority.Normal, 240, 1080)],
                    75,
                    false
                );
                p.GetRequiredService<CustomerServiceDbContext>().AddRange(calendar, policy);
                return Task.CompletedTask;
            }
        );

        // Friday 00:30 in Shanghai is still Thursday in UTC.
        var week = (
            await host.RunAsync(
                TestHost.TenantA,
                p => p.GetRequiredService<IOpeningHoursIntegrationService>().FindAsync(At("2026-02-13 00:30"))
            )
        )!;
        week.TimeZone.ShouldBe(Shanghai);
        week.Days.Select(d => (d.Date.Day, d.Windows.Count, d.Name))
            .ShouldBe([
                (13, 1, null),
                (14, 1, "调休"),
                (15, 0, "春节"),
                (16, 0, "春节"),
                (17, 0, "春节"),
                (18, 0, "春节"),
                (19, 0, "春节"),
            ]);
        week.Changes.Select(c => (c.From.Day, c.To.Day, c.Name, c.Windows.Count)).ShouldBe([(14, 14, "调休", 1), (15, 23, "春节", 0)]);
    }

    [Fact]
    public async Task Should_Say_Nothing_Where_Nothing_Is_Promised()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        (
            await host.RunAsync(
                TestHost.TenantA,
                p => p.GetRequiredService<IOpeningHoursIntegrationService>().FindAsync(At("2026-02-13 10:00"))
            )
        ).ShouldBeNull();
    }
}
