using CustomerService.Framework.Errors;
using NodaTime;
using static CustomerService.Sla.Calendars.Schedules;

namespace CustomerService.Sla.Calendars;

public class BusinessScheduleTests
{
    private const string Shanghai = "Asia/Shanghai";
    private const string Berlin = "Europe/Berlin";
    private static readonly BusinessSchedule China = Of(
        Shanghai,
        "mon-fri 09:00-18:00",
        "2024-10-01 closed",
        "2024-10-02 closed",
        "2024-10-03 closed",
        "2024-10-04 closed",
        "2024-10-07 closed",
        "2024-10-12 09:00-18:00",
        "2025-09-28 09:00-18:00",
        "2025-10-01 closed",
        "2025-10-02 closed",
        "2025-10-03 closed",
        "2025-10-06 closed",
        "2025-10-07 closed",
        "2025-10-08 closed",
        "2025-10-11 09:00-18:00",
        "2026-02-14 09:00-18:00",
        "2026-02-16 closed",
        "2026-02-17 closed",
        "2026-02-18 closed",
        "2026-02-19 closed",
        "2026-02-20 closed",
        "2026-02-23 closed",
        "2026-02-28 09:00-18:00"
    );

    [Theory]
    [InlineData("into a make-up Saturday", "2026-02-13 17:00", 240, "2026-02-14 12:00")]
    [InlineData("over the spring festival", "2026-02-14 17:00", 240, "2026-02-24 12:00")]
    [InlineData("ends at the closing of a make-up Sunday", "2025-09-26 17:00", 600, "2025-09-28 18:00")]
    [InlineData("over the national holiday", "2025-09-30 17:30", 90, "2025-10-09 10:00")]
    [InlineData("ends at the closing of a make-up Saturday", "2024-10-11 16:00", 600, "2024-10-12 17:00")]
    [InlineData("within one day", "2025-03-03 10:00", 60, "2025-03-03 11:00")]
    [InlineData("ends exactly at closing time", "2025-03-03 17:00", 60, "2025-03-03 18:00")]
    [InlineData("one minute more than the day has", "2025-03-03 17:00", 61, "2025-03-04 09:01")]
    [InlineData("starts before opening", "2025-03-03 06:00", 30, "2025-03-03 09:30")]
    [InlineData("starts at closing time", "2025-03-03 18:00", 30, "2025-03-04 09:30")]
    [InlineData("starts on a Sunday", "2025-03-02 12:00", 540, "2025-03-03 18:00")]
    [InlineData("nothing while open is now", "2025-03-03 10:00", 0, "2025-03-03 10:00")]
    [InlineData("nothing while closed is the next opening", "2025-03-01 10:00", 0, "2025-03-03 09:00")]
    [InlineData("a hundred weeks", "2022-01-03 09:00", 27000 * 10, "2023-12-01 18:00")]
    public void Should_Add_In_China(string situation, string start, int minutes, string due)
    {
        China.AddBusinessTime(At(Shanghai, start), Duration.FromMinutes(minutes)).ShouldBe(At(Shanghai, due), situation);
        China.BusinessTimeBetween(At(Shanghai, start), At(Shanghai, due)).ShouldBe(Duration.FromMinutes(minutes), situation);
    }

    [Theory]
    [InlineData("the shift begins in the evening", "2025-03-03 21:00", 60, "2025-03-03 23:00")]
    [InlineData("the shift goes over midnight", "2025-03-03 23:00", 120, "2025-03-04 01:00")]
    [InlineData("a holiday closes the shift that begins on it", "2025-03-06 12:00", 60, "2025-03-08 00:00")]
    [InlineData("the shift before a holiday is finished", "2025-03-05 23:00", 420, "2025-03-06 06:00")]
    [InlineData("Friday's shift ends on Saturday", "2025-03-08 05:00", 61, "2025-03-10 22:01")]
    public void Should_Add_In_A_Night_Shift(string situation, string start, int minutes, string due)
    {
        var night = Of(Shanghai, "mon-fri 22:00-06:00", "2025-03-06 closed", "2025-03-07 23:00-06:00");
        night.AddBusinessTime(At(Shanghai, start), Duration.FromMinutes(minutes)).ShouldBe(At(Shanghai, due), situation);
    }

    [Theory]
    [InlineData("over the lunch break", "2025-03-03 11:30", 60, "2025-03-03 14:00")]
    [InlineData("ends where the lunch break begins", "2025-03-03 11:00", 60, "2025-03-03 12:00")]
    [InlineData("touching windows are one", "2025-03-04 11:30", 60, "2025-03-04 12:30")]
    [InlineData("overlapping windows count once", "2025-03-05 09:00", 240, "2025-03-05 13:00")]
    public void Should_Add_Over_Several_Windows(string situation, string start, int minutes, string due)
    {
        var lunch = Of(Berlin, "mon 09:00-12:00 13:30-18:00", "tue 09:00-12:00 12:00-18:00", "wed 09:00-12:00 10:00-18:00");
        lunch.AddBusinessTime(At(Berlin, start), Duration.FromMinutes(minutes)).ShouldBe(At(Berlin, due), situation);
    }

    [Theory]
    [InlineData("a window over the gap is an hour shorter", "00:00-06:00", "2025-03-29T23:00:00Z", 300, "2025-03-30T04:00:00Z")]
    [InlineData("an opening in the gap moves an hour forward", "02:30-06:00", "2025-03-30T00:00:00Z", 1, "2025-03-30T01:31:00Z")]
    [InlineData("a closing in the gap moves an hour forward", "01:00-02:30", "2025-03-30T00:00:00Z", 90, "2025-03-30T01:30:00Z")]
    [InlineData("a window within the gap moves as a whole", "02:10-02:40", "2025-03-30T00:00:00Z", 30, "2025-03-30T01:40:00Z")]
    [InlineData(
        "a window that the gap leaves without length stays closed",
        "02:15-03:15",
        "2025-03-30T00:00:00Z",
        30,
        "2025-03-31T00:45:00Z"
    )]
    [InlineData("a window over the doubled hour is an hour longer", "00:00-06:00", "2025-10-25T22:00:00Z", 420, "2025-10-26T05:00:00Z")]
    [InlineData("an opening in the doubled hour is its first occurrence", "02:30-06:00", "2025-10-26T00:00:00Z", 1, "2025-10-26T00:31:00Z")]
    [InlineData("a closing in the doubled hour is its first occurrence", "01:00-02:30", "2025-10-25T23:00:00Z", 90, "2025-10-26T00:30:00Z")]
    [InlineData("a clock started in the second of the doubled hours", "00:00-06:00", "2025-10-26T01:30:00Z", 60, "2025-10-26T02:30:00Z")]
    public void Should_Follow_The_Rule_When_Clocks_Change(string situation, string window, string start, int minutes, string due)
    {
        var schedule = Of(Berlin, $"mon-sun {window}");
        schedule.AddBusinessTime(Utc(start), Duration.FromMinutes(minutes)).ShouldBe(Utc(due), situation);
    }

    [Fact]
    public void Should_Count_Every_Hour_When_Always_Open()
    {
        var always = Of(Berlin, "mon-sun 00:00-24:00");
        var start = Utc("2025-01-01T12:34:56Z");
        always.AddBusinessTime(start, Duration.FromDays(3000)).ShouldBe(start + Duration.FromDays(3000));
        always.SubtractBusinessTime(start, Duration.FromDays(3000)).ShouldBe(start - Duration.FromDays(3000));
    }

    [Theory]
    [InlineData("within a day", "2025-03-03 12:00", 60, "2025-03-03 11:00")]
    [InlineData("ends exactly at opening time", "2025-03-03 10:00", 60, "2025-03-03 09:00")]
    [InlineData("over a weekend", "2025-03-03 09:30", 60, "2025-02-28 17:30")]
    [InlineData("nothing while closed is the closing before", "2025-03-02 12:00", 0, "2025-02-28 18:00")]
    public void Should_Subtract(string situation, string end, int minutes, string begin)
    {
        China.SubtractBusinessTime(At(Shanghai, end), Duration.FromMinutes(minutes)).ShouldBe(At(Shanghai, begin), situation);
        China.AddBusinessTime(At(Shanghai, end), Duration.FromMinutes(-minutes - 1)).ShouldBeLessThan(At(Shanghai, begin), situation);
    }

    [Fact]
    public void Should_Count_Backwards_As_Negative()
    {
        var (early, late) = (At(Shanghai, "2025-03-03 10:00"), At(Shanghai, "2025-03-04 10:00"));
        China.BusinessTimeBetween(late, early).ShouldBe(Duration.FromHours(-9));
    }

    [Theory]
    [InlineData("2025-03-03 08:59", false, "2025-03-03 09:00")]
    [InlineData("2025-03-03 09:00", true, "2025-03-03 09:00")]
    [InlineData("2025-03-03 17:59", true, "2025-03-03 17:59")]
    [InlineData("2025-03-03 18:00", false, "2025-03-04 09:00")]
    [InlineData("2026-02-14 18:00", false, "2026-02-24 09:00")]
    public void Should_Tell_Open_From_Closed(string at, bool open, string opening)
    {
        China.IsOpen(At(Shanghai, at)).ShouldBe(open);
        China.NextOpening(At(Shanghai, at)).ShouldBe(At(Shanghai, opening));
    }

    [Fact]
    public void Should_Never_Promise_Anything_Where_Nothing_Opens()
    {
        var closed = Of(Shanghai, "2026-02-14 closed");
        closed.IsOpen(At(Shanghai, "2026-02-13 12:00")).ShouldBeFalse();
        closed.BusinessTimeBetween(At(Shanghai, "2026-02-13 12:00"), At(Shanghai, "2026-03-13 12:00")).ShouldBe(Duration.Zero);
        foreach (
            var ask in new Action[]
            {
                () => closed.NextOpening(At(Shanghai, "2026-02-13 12:00")),
                () => closed.SubtractBusinessTime(At(Shanghai, "2026-02-13 12:00"), Duration.Epsilon),
                () => closed.AddBusinessDays(At(Shanghai, "2026-02-13 12:00"), 1),
            }
        )
        {
            Should.Throw<BusinessException>(ask).Code.ShouldBe(SlaErrorCodes.AlwaysClosed);
        }
    }

    [Fact]
    public void Should_Use_Up_Single_Open_Dates_And_Then_Say_So()
    {
        var once = Of(Shanghai, "2026-02-14 09:00-18:00");
        once.AddBusinessTime(At(Shanghai, "2026-02-13 12:00"), Duration.FromHours(9)).ShouldBe(At(Shanghai, "2026-02-14 18:00"));
        Should
            .Throw<BusinessException>(() => once.AddBusinessTime(At(Shanghai, "2026-02-13 12:00"), Duration.FromHours(10)))
            .Code.ShouldBe(SlaErrorCodes.OutOfRange);
    }

    [Theory]
    [InlineData("on an open day", "2025-03-03 10:00", 1, "2025-03-04 10:00")]
    [InlineData("over a weekend", "2025-03-07 10:00", 1, "2025-03-10 10:00")]
    [InlineData("into a make-up day", "2025-09-26 10:00", 1, "2025-09-28 10:00")]
    [InlineData("before the opening of the day reached", "2025-03-03 07:00", 1, "2025-03-04 09:00")]
    [InlineData("after the closing of the day reached", "2025-03-03 20:00", 1, "2025-03-05 09:00")]
    [InlineData("from a closed day", "2025-03-02 10:00", 1, "2025-03-03 10:00")]
    [InlineData("no day while open", "2025-03-03 10:00", 0, "2025-03-03 10:00")]
    [InlineData("no day while closed", "2025-03-02 10:00", 0, "2025-03-03 09:00")]
    [InlineData("backwards over a weekend", "2025-03-10 10:00", -1, "2025-03-07 10:00")]
    [InlineData("backwards before the opening of the day reached", "2025-03-11 07:00", -1, "2025-03-07 18:00")]
    public void Should_Add_Days(string situation, string start, int days, string reached) =>
        China.AddBusinessDays(At(Shanghai, start), days).ShouldBe(At(Shanghai, reached), situation);

    [Theory]
    [InlineData("a break within the hours", "mon-fri 09:00-18:00", "2025-03-04 12:00-13:00", "2025-03-04 11:30", 60, "2025-03-04 13:30")]
    [InlineData(
        "ends exactly where a break begins",
        "mon-fri 09:00-18:00",
        "2025-03-04 12:00-13:00",
        "2025-03-04 11:30",
        30,
        "2025-03-04 12:00"
    )]
    [InlineData("a break over the opening", "mon-fri 09:00-18:00", "2025-03-04 08:00-10:00", "2025-03-04 08:30", 30, "2025-03-04 10:30")]
    [InlineData("a break over the whole day", "mon-fri 09:00-18:00", "2025-03-04 00:00-24:00", "2025-03-03 17:30", 60, "2025-03-05 09:30")]
    [InlineData(
        "breaks that overlap",
        "mon-fri 09:00-18:00",
        "2025-03-04 10:00-12:00 11:00-13:00",
        "2025-03-04 09:30",
        60,
        "2025-03-04 13:30"
    )]
    [InlineData(
        "a break in a night shift that began the evening before",
        "mon-fri 22:00-06:00",
        "2025-03-05 02:00-03:00",
        "2025-03-05 01:30",
        60,
        "2025-03-05 03:30"
    )]
    [InlineData("a break over midnight", "mon-fri 22:00-06:00", "2025-03-04 23:30-00:30", "2025-03-04 23:00", 60, "2025-03-05 01:00")]
    public void Should_Leave_Breaks_Out(string situation, string hours, string breaks, string start, int minutes, string due)
    {
        var schedule = Of(Shanghai, hours, $"break {breaks}");
        schedule.AddBusinessTime(At(Shanghai, start), Duration.FromMinutes(minutes)).ShouldBe(At(Shanghai, due), situation);
        schedule
            .SubtractBusinessTime(At(Shanghai, due), Duration.FromMinutes(minutes))
            .ShouldBeLessThanOrEqualTo(At(Shanghai, due) - Duration.FromMinutes(minutes), situation);
    }

    [Fact]
    public void Should_Refuse_What_Lies_Beyond_The_Horizon()
    {
        Should
            .Throw<BusinessException>(() => China.AddBusinessTime(Utc("2026-01-01T00:00:00Z"), Duration.FromDays(100_000)))
            .Code.ShouldBe(SlaErrorCodes.OutOfRange);
        Should.Throw<BusinessException>(() => China.IsOpen(Utc("2300-01-01T00:00:00Z")));
        Should.Throw<BusinessException>(() => China.BusinessTimeBetween(Utc("1950-01-01T00:00:00Z"), Utc("2026-01-01T00:00:00Z")));
    }

    [Fact]
    public void Should_Answer_The_Same_When_Asked_From_Many_Threads()
    {
        var shared = Of(Berlin, "mon-fri 09:00-17:00");
        var starts = Enumerable.Range(0, 2000).Select(i => Utc("2000-01-01T00:00:00Z") + Duration.FromHours(i * 97)).ToArray();
        var expected = starts.Select(x => Of(Berlin, "mon-fri 09:00-17:00").AddBusinessTime(x, Duration.FromHours(30))).ToArray();
        var answers = new Instant[starts.Length];
        Parallel.For(
            0,
            starts.Length,
            i => answers[(i * 7919) % starts.Length] = shared.AddBusinessTime(starts[(i * 7919) % starts.Length], Duration.FromHours(30))
        );
        answers.ShouldBe(expected);
    }
}
