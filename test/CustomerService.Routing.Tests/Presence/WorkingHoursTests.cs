using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Groups;
using CustomerService.Sla;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Presence;

public sealed class WorkingHoursTests
{
    private const string Shanghai = "Asia/Shanghai";

    [Fact]
    public void Should_Be_Stored_As_A_Line_Of_Text()
    {
        var text = WorkingHours.Format([
            new(DayOfWeek.Monday, new(13, 0), new(18, 0)),
            new(DayOfWeek.Monday, new(9, 0), new(12, 0)),
            new(DayOfWeek.Friday, new(22, 0), new(6, 0)),
            new(DayOfWeek.Sunday, new(2, 30), new(8, 0)),
        ]);
        text.ShouldBe("0 02:30-08:00;1 09:00-12:00;1 13:00-18:00;5 22:00-06:00");
        WorkingHours.Format(WorkingHours.Parse(text)).ShouldBe(text);
        WorkingHours.Format([]).ShouldBeNull();
        ChannelLimits.Parse("Email=3;Portal=5")!.ToString().ShouldBe("Portal=5;Email=3");
        ChannelLimits.Parse("Email=3")!.For(TicketChannel.Portal).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T10:59:59Z", true)]
    [InlineData("2026-03-02T11:00:00Z", false)]
    [InlineData("2026-03-02T12:00:00Z", true)]
    [InlineData("2026-03-06T21:00:00Z", true)]
    [InlineData("2026-03-07T04:59:59Z", true)]
    [InlineData("2026-03-07T05:00:00Z", false)]
    public async Task Should_Know_Whether_Somebody_Works_Now(string utc, bool works)
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var times = (
            await host.RunAsync(p =>
                p.GetRequiredService<IScheduleIntegrationService>()
                    .GetAsync([
                        WorkingHours.ToOpeningHours(
                            [
                                new(DayOfWeek.Monday, new(9, 0), new(12, 0)),
                                new(DayOfWeek.Monday, new(13, 0), new(18, 0)),
                                new(DayOfWeek.Friday, new(22, 0), new(6, 0)),
                            ],
                            "Europe/Berlin",
                            null
                        ),
                    ])
            )
        )[0];
        times.IsOpen(Utc(utc)).ShouldBe(works);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_Nothing_In_The_Lunch_Break_And_On_A_Holiday_Of_The_Chosen_Calendar(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3);

        // It is Monday, 17:00 in Shanghai; tomorrow is a holiday, Saturday a working day for it.
        var calendar = await host.RunAsync(p =>
            p.GetRequiredService<CalendarMaker>()
                .MakeAsync(
                    new() { Date = new(2026, 3, 3), Name = "清明" },
                    new()
                    {
                        Date = new(2026, 3, 7),
                        Name = "补班",
                        Windows = [new() { Start = new(9, 0), End = new(18, 0) }],
                    }
                )
        );
        await SetWorkAsync(
            host,
            agent,
            new()
            {
                TimeZone = Shanghai,
                HolidayCalendarId = calendar,
                Hours =
                [
                    .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday }.SelectMany(d =>
                        new WorkingHoursDto[] { new(d, new(9, 0), new(12, 0)), new(d, new(13, 0), new(18, 0)) }
                    ),
                ],
            }
        );

        (await IsGivenAsync(host, agent)).ShouldBeTrue("Monday, 17:00");
        host.Host.Time.Advance(TimeSpan.FromHours(17));
        (await IsGivenAsync(host, agent)).ShouldBeFalse("Tuesday 10:00 is a holiday");
        host.Host.Time.Advance(TimeSpan.FromHours(26.5));
        (await IsGivenAsync(host, agent)).ShouldBeFalse("Wednesday 12:30 is lunch");
        host.Host.Time.Advance(TimeSpan.FromHours(0.5));
        (await IsGivenAsync(host, agent)).ShouldBeTrue("Wednesday 13:00");
        host.Host.Time.Advance(TimeSpan.FromHours(69));
        (await IsGivenAsync(host, agent)).ShouldBeTrue("Saturday 10:00 is worked for the holiday");
        host.Host.Time.Advance(TimeSpan.FromHours(24));
        (await IsGivenAsync(host, agent)).ShouldBeFalse("Sunday");
    }

    [Fact]
    public async Task Should_Keep_What_Was_Set_And_Refuse_What_Cannot_Be()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var calendar = await host.RunAsync(p => p.GetRequiredService<CalendarMaker>().MakeAsync());
        List<WorkingHoursDto> hours = [new(DayOfWeek.Monday, new(9, 0), new(12, 0)), new(DayOfWeek.Monday, new(13, 0), new(18, 0))];
        await SetWorkAsync(
            host,
            FakeUsers.Supervisor,
            new()
            {
                TimeZone = Shanghai,
                HolidayCalendarId = calendar,
                Hours = hours,
            }
        );
        var saved = (
            await host.Host.RunAsAsync(
                RoutingTestHost.Tenant,
                host.Admin,
                "admin",
                p => p.GetRequiredService<IGroupAppService>().GetStaffAsync()
            )
        ).Single(s => s.UserId == FakeUsers.Supervisor);
        saved.Hours.ShouldBe(hours);
        (saved.TimeZone, saved.HolidayCalendarId).ShouldBe((Shanghai, calendar));

        (await RefusedAsync(new() { Hours = hours })).ShouldBe(RoutingErrorCodes.HoursNeedZone);
        (await RefusedAsync(new() { TimeZone = Shanghai, Hours = [.. hours, new(DayOfWeek.Monday, new(17, 0), new(19, 0))] })).ShouldBe(
            SlaErrorCodes.WindowsOverlap
        );
        (
            await RefusedAsync(
                new()
                {
                    TimeZone = Shanghai,
                    Hours = hours,
                    HolidayCalendarId = Guid.NewGuid(),
                }
            )
        ).ShouldBe(RoutingErrorCodes.HolidayCalendarNotFound);
        (
            await RefusedAsync(
                new()
                {
                    TimeZone = Shanghai,
                    Hours = [.. Enumerable.Range(8, 9).Select(h => new WorkingHoursDto(DayOfWeek.Monday, new(h, 0), new(h, 30)))],
                }
            )
        ).ShouldBe(RoutingErrorCodes.TooManyWindows);

        async Task<string> RefusedAsync(SetWorkInput input) =>
            (await Should.ThrowAsync<BusinessException>(() => SetWorkAsync(host, FakeUsers.Supervisor, input))).Code;
    }

    private static Task SetWorkAsync(RoutingTestHost host, Guid user, SetWorkInput input) =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            host.Admin,
            "admin",
            p => p.GetRequiredService<IGroupAppService>().SetWorkAsync(user, input)
        );

    /// <summary>Whether a ticket that comes now is given to the person; it is solved afterwards.</summary>
    private static async Task<bool> IsGivenAsync(RoutingTestHost host, Guid agent)
    {
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        var given = (await host.ReadAsync(ticket)).AssigneeId == agent;
        await host.StatusAsync(ticket, TicketStatus.Resolved);
        await host.Host.DrainAsync();
        return given;
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
