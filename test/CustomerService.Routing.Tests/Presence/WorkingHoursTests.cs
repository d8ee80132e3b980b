using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Presence;

public sealed class WorkingHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly WorkingHours Hours = WorkingHours.Of(
    [
        (DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(18, 0)),
        (DayOfWeek.Friday, new TimeOnly(22, 0), new TimeOnly(6, 0)),
        (DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(8, 0)),
    ])!;

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T16:59:59Z", true)]
    [InlineData("2026-03-02T17:00:00Z", false)]
    [InlineData("2026-03-06T21:00:00Z", true)]
    [InlineData("2026-03-07T04:59:59Z", true)]
    [InlineData("2026-03-07T05:00:00Z", false)]
    public void Should_Know_Whether_Somebody_Works_Now(string utc, bool works) => Hours.Contains(Utc(utc), Berlin).ShouldBe(works);

    [Theory]
    [InlineData("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z")]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-06T21:00:00Z")]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    public void Should_Know_When_The_Next_Window_Begins(string utc, string next) => Hours.NextStart(Utc(utc), Berlin).ShouldBe(Utc(next));

    [Fact]
    public void Should_Be_Stored_As_A_Line_Of_Text()
    {
        Hours.ToString().ShouldBe("0 02:30-08:00;1 09:00-18:00;5 22:00-06:00");
        WorkingHours.Parse(Hours.ToString())!.ToString().ShouldBe(Hours.ToString());
        WorkingHours.Of([]).ShouldBeNull();
        ChannelLimits.Parse("Email=3;Portal=5")!.ToString().ShouldBe("Portal=5;Email=3");
        ChannelLimits.Parse("Email=3")!.For(TicketChannel.Portal).ShouldBeNull();
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
