using CustomerService.Framework.Errors;

namespace CustomerService.Sla.Calendars;

/// <summary>Holidays as calendar programs and public offices publish them.</summary>
public class IcsHolidayReaderTests
{
    private static readonly DateWindow[] Hours = [new(new(9, 0), new(18, 0))];

    [Theory]
    [InlineData("one day", "DTSTART;VALUE=DATE:20260501", "2026-05-01")]
    [InlineData("the end is not included", "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260504", "2026-05-01 2026-05-02 2026-05-03")]
    [InlineData("a length instead of an end", "DTSTART;VALUE=DATE:20260501\nDURATION:P2D", "2026-05-01 2026-05-02")]
    [InlineData("yearly on its date", "DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;COUNT=8", "2026-12-25 2027-12-25")]
    [InlineData("yearly until", "DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;UNTIL=20271231", "2026-12-25 2027-12-25")]
    [InlineData(
        "every second year",
        "DTSTART;VALUE=DATE:20240101\nRRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20300101",
        "2026-01-01 2028-01-01 2030-01-01"
    )]
    [InlineData(
        "the fourth Thursday of November",
        "DTSTART;VALUE=DATE:20101125\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20271231",
        "2026-11-26 2027-11-25"
    )]
    [InlineData(
        "the last Monday of May",
        "DTSTART;VALUE=DATE:20100531\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20271231",
        "2026-05-25 2027-05-31"
    )]
    [InlineData("leap day", "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;UNTIL=20300101", "2028-02-29")]
    [InlineData(
        "one year left out",
        "DTSTART;VALUE=DATE:20251225\nRRULE:FREQ=YEARLY;UNTIL=20281231\nEXDATE;VALUE=DATE:20271225",
        "2026-12-25 2028-12-25"
    )]
    [InlineData("a line folded over two", "DTSTART;VALUE=D\n ATE:20260501", "2026-05-01")]
    public void Should_Read(string situation, string lines, string dates) =>
        string.Join(' ', IcsHolidayReader.Read(File($"SUMMARY:Holiday\n{lines}"), Hours, 2026).Dates.Select(x => $"{x.Date:yyyy-MM-dd}"))
            .ShouldBe(dates, situation);

    [Theory]
    [InlineData("a meeting of an hour", "DTSTART:20260501T090000Z\nDTEND:20260501T100000Z")]
    [InlineData("weekly", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY")]
    [InlineData("a rule with parts that are not read", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;BYWEEKNO=20")]
    [InlineData("a season", "DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260401")]
    [InlineData("an end before the start", "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260430")]
    public void Should_Leave_Out_And_Say_So(string situation, string lines)
    {
        var (dates, leftOut) = IcsHolidayReader.Read(
            File($"SUMMARY:Other\n{lines}", "SUMMARY:Labour day\nDTSTART;VALUE=DATE:20260501"),
            Hours,
            2026
        );
        (dates.Count, leftOut).ShouldBe((1, 1), situation);
    }

    [Fact]
    public void Should_Open_Make_Up_Days_Skip_What_Was_Cancelled_And_Keep_The_Names()
    {
        var dates = IcsHolidayReader
            .Read(
                File(
                    "SUMMARY:国庆节 补班\nDTSTART;VALUE=DATE:20261010",
                    "SUMMARY:国庆节\\, 中秋节\nDTSTART;VALUE=DATE:20261001",
                    "SUMMARY:No\nDTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED"
                ),
                Hours,
                2026
            )
            .Dates;
        dates.Select(x => (x.Name, x.Windows.Count)).ShouldBe([("国庆节, 中秋节", 0), ("国庆节 补班", 1)]);
    }

    [Fact]
    public void Should_Refuse_A_File_Without_Any_Day() =>
        Should
            .Throw<BusinessException>(() => IcsHolidayReader.Read(File("SUMMARY:Meeting\nDTSTART:20260501T090000Z"), Hours, 2026))
            .Code.ShouldBe(SlaErrorCodes.NotAHolidayFile);

    private static string File(params string[] events) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Concat(events.Select(x => $"BEGIN:VEVENT\r\n{x.ReplaceLineEndings("\r\n")}\r\nEND:VEVENT\r\n"))}END:VCALENDAR\r\n";
}
