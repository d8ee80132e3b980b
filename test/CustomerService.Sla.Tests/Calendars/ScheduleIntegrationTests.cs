using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Sla.Calendars;

public sealed class ScheduleIntegrationTests
{
    private static readonly CalendarDayDto Monday = new(DayOfWeek.Monday, [new(new(9, 0), new(12, 0)), new(new(13, 0), new(18, 0))]);
    private static readonly CalendarDayDto Night = new(DayOfWeek.Tuesday, [new(new(22, 0), new(6, 0))]);

    [Fact]
    public async Task Should_Reckon_Hours_Of_Somebody_By_The_Rules_Of_Calendars()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var times = await ReadAsync(host, new OpeningHours(SlaTestData.Shanghai, [Monday, Night]));
        times.IsOpen(Utc(2, 12, 59)).ShouldBeFalse();
        times.IsOpen(Utc(2, 13, 0)).ShouldBeTrue();
        times.IsOpen(Utc(4, 5, 59)).ShouldBeTrue("the night shift of Tuesday");
        times.NextOpening(Utc(2, 12, 0)).ShouldBe(Utc(2, 13, 0));
        times.NextOpening(Utc(2, 14, 0)).ShouldBe(Utc(2, 14, 0));
        times
            .Between(Utc(2, 10, 0), Utc(4, 1, 0))
            .ShouldBe([new(Utc(2, 10, 0), Utc(2, 12, 0)), new(Utc(2, 13, 0), Utc(2, 18, 0)), new(Utc(3, 22, 0), Utc(4, 1, 0))]);
        times.Between(Utc(2, 12, 0), Utc(2, 13, 0)).ShouldBeEmpty();
        times.Between(Utc(2, 13, 0), Utc(2, 12, 0)).ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_The_Dates_Of_A_Calendar_As_They_Are_Now(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        var calendar = BusinessCalendar.Create(
            "Office",
            "Europe/Berlin",
            [new(DayOfWeek.Friday, new(9, 0), new(18, 0))],
            [new(new(2026, 3, 2), "Holiday", []), new(new(2026, 3, 7), "Make-up", [new(new(10, 0), new(16, 0))])]
        );
        await host.RunAsync(TestHost.TenantA, p => Task.FromResult(p.GetRequiredService<CustomerServiceDbContext>().Add(calendar)));
        var hours = new OpeningHours(SlaTestData.Shanghai, [Monday], calendar.Id);
        var times = await ReadAsync(host, hours);
        times.IsOpen(Utc(2, 10, 0)).ShouldBeFalse();
        times.IsOpen(Utc(7, 10, 0)).ShouldBeTrue("on the wall clock of the person");
        times.IsOpen(Utc(6, 10, 0)).ShouldBeFalse("its week does not count");

        await ChangeAsync(c => c.Change("Office", "Europe/Berlin", [new(DayOfWeek.Friday, new(9, 0), new(18, 0))], []));
        (await ReadAsync(host, hours)).IsOpen(Utc(2, 10, 0)).ShouldBeTrue("no holiday any more");
        await ChangeAsync(c =>
            c.Change("Office", "Europe/Berlin", [new(DayOfWeek.Friday, new(9, 0), new(18, 0))], [new(new(2026, 3, 9), "Holiday", [])])
        );
        (await ReadAsync(host, hours)).IsOpen(Utc(9, 10, 0)).ShouldBeFalse();
        await ChangeAsync(c => c.Delete());
        (await ReadAsync(host, hours)).IsOpen(Utc(9, 10, 0)).ShouldBeTrue("its dates went with it");
        (
            await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<IScheduleIntegrationService>().GetCalendarsAsync())
        ).ShouldBeEmpty();

        Task ChangeAsync(Action<BusinessCalendar> change) =>
            host.RunAsync(
                TestHost.TenantA,
                async p =>
                    change(
                        await p.GetRequiredService<CustomerServiceDbContext>().Set<BusinessCalendar>().SingleAsync(x => x.Id == calendar.Id)
                    )
            );
    }

    [Fact]
    public async Task Should_Name_The_Calendars_Of_The_Tenant_Only()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var calendar = BusinessCalendar.Create("Office", "Europe/Berlin", [new(DayOfWeek.Friday, new(9, 0), new(18, 0))], []);
        await host.RunAsync(TestHost.TenantA, p => Task.FromResult(p.GetRequiredService<CustomerServiceDbContext>().Add(calendar)));
        await host.RunAsync(
            TestHost.TenantB,
            async p => (await p.GetRequiredService<IScheduleIntegrationService>().GetCalendarsAsync()).ShouldBeEmpty()
        );
        (await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<IScheduleIntegrationService>().GetCalendarsAsync()))[calendar.Id]
            .ShouldBe("Office");
    }

    private static async Task<IOpeningTimes> ReadAsync(TestHost host, OpeningHours hours) =>
        (await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<IScheduleIntegrationService>().GetAsync([hours])))[0];

    /// <summary>A moment of March 2026 in Shanghai.</summary>
    private static DateTime Utc(int day, int hour, int minute) =>
        new DateTime(2026, 3, day, hour, minute, 0, DateTimeKind.Utc).AddHours(-8);
}
