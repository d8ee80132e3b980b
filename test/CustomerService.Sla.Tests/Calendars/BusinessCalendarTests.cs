using CustomerService.Framework.Errors;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Calendars;

public class BusinessCalendarTests
{
    private static readonly TimeOnly Nine = new(9, 0);
    private static readonly TimeOnly Six = new(18, 0);

    [Fact]
    public void Should_Refuse_A_Week_That_Is_Closed_All_Days() =>
        Code(() =>
                BusinessCalendar.Create("Closed", Shanghai, [], [new SpecialDate(new(2026, 2, 14), "Make-up", [new DateWindow(Nine, Six)])])
            )
            .ShouldBe(SlaErrorCodes.AlwaysClosed);

    [Fact]
    public void Should_Refuse_A_Zone_That_Does_Not_Exist() =>
        Code(() => BusinessCalendar.Create("Nowhere", "Mars/Olympus", Weekdays(), [])).ShouldBe(SlaErrorCodes.UnknownTimeZone);

    [Theory]
    [InlineData("09:00-12:00 13:00-18:00", false)]
    [InlineData("09:00-12:00 12:00-18:00", false)]
    [InlineData("13:00-18:00 09:00-12:00", false)]
    [InlineData("09:00-17:00 22:00-06:00", false)]
    [InlineData("09:00-12:00 11:00-18:00", true)]
    [InlineData("09:00-06:00 10:00-11:00", true)]
    [InlineData("00:00-00:00 10:00-11:00", true)]
    public void Should_Refuse_Openings_Of_A_Day_That_Overlap(string windows, bool refused)
    {
        var week = windows
            .Split(' ')
            .Select(Schedules.Window)
            .Select(x => new WeeklyWindow(DayOfWeek.Monday, x.Start.ToTimeOnly(), x.End.ToTimeOnly()))
            .ToArray();
        Code(() => BusinessCalendar.Create("Office", Shanghai, week, [])).ShouldBe(refused ? SlaErrorCodes.WindowsOverlap : null);
    }

    [Fact]
    public void Should_Refuse_A_Date_Given_Twice() =>
        Code(() => BusinessCalendar.Create("Office", Shanghai, Weekdays(), [Off("2026-10-01"), Off("2026-10-01")]))
            .ShouldBe(SlaErrorCodes.DateTwice);

    [Fact]
    public void Should_Read_An_Official_List_With_Make_Up_Days()
    {
        const string json =
            """{"year":2026,"papers":[],"days":[{"name":"春节","date":"2026-02-14","isOffDay":false},"""
            + """{"name":"春节","date":"2026-02-16","isOffDay":true}]}""";
        var schedule = BusinessCalendar
            .Create("Office", Shanghai, Weekdays(), HolidayFile.Read(json, BusinessCalendar.UsualHours(Weekdays())))
            .ToSchedule();
        schedule.IsOpen(Schedules.At(Shanghai, "2026-02-14 10:00")).ShouldBeTrue();
        schedule.IsOpen(Schedules.At(Shanghai, "2026-02-16 10:00")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"days\":[]}")]
    [InlineData("{\"days\":[{\"date\":\"tomorrow\"}]}")]
    [InlineData("BEGIN:VCALENDAR")]
    public void Should_Refuse_What_Is_No_List_Of_Days(string text) =>
        Code(() => HolidayFile.Read(text, [])).ShouldBe(SlaErrorCodes.NotAHolidayFile);

    private static SpecialDate Off(string date) => new(DateOnly.Parse(date, null), "", []);

    private static string? Code(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (BusinessException e)
        {
            return e.Code;
        }
    }
}
