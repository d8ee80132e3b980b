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
    [InlineData("the end is the day itself", "DTSTART;VALUE=DATE:20261003\nDTEND;VALUE=DATE:20261003", "2026-10-03")]
    [InlineData(
        "an alarm with a length of its own",
        "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDURATION:PT15M\nREPEAT:1\nDESCRIPTION:r\nEND:VALARM\nDTSTART;VALUE=DATE:20261225",
        "2026-12-25"
    )]
    [InlineData("until an instant", "DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;UNTIL=20271231T235959Z", "2026-12-25 2027-12-25")]
    [InlineData(
        "a year left out by an instant",
        "DTSTART;VALUE=DATE:20251225\nRRULE:FREQ=YEARLY;UNTIL=20281231\nEXDATE:20271225T000000",
        "2026-12-25 2028-12-25"
    )]
    [InlineData("by the week of the year", "DTSTART;VALUE=DATE:20260511\nRRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=1", "2026-05-11")]
    [InlineData("three days as a daily rule", "DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=DAILY;COUNT=3", "2026-10-01 2026-10-02 2026-10-03")]
    [InlineData("more dates", "DTSTART;VALUE=DATE:20260501\nRDATE;VALUE=DATE:20260601,20270601", "2026-05-01 2026-06-01 2027-06-01")]
    [InlineData(
        "over the turn of the year",
        "DTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260102\nRRULE:FREQ=YEARLY;COUNT=1",
        "2026-01-01"
    )]
    [InlineData(
        "midnight to midnight in a zone",
        "DTSTART;TZID=America/New_York:20261001T000000\nDTEND;TZID=America/New_York:20261003T000000",
        "2026-10-01 2026-10-02"
    )]
    [InlineData(
        "in a zone that nobody knows",
        "DTSTART;TZID=\"Office: own\":20261001T000000\nDTEND;TZID=Nowhere:20261002T000000",
        "2026-10-01"
    )]
    [InlineData("midnight in Shanghai as an instant", "DTSTART:20260930T160000Z\nDTEND:20261001T160000Z", "2026-10-01")]
    [InlineData("to the last second", "DTSTART:20261001T000000\nDTEND:20261001T235959", "2026-10-01")]
    [InlineData("without saying that it is a date", "DTSTART:20261001", "2026-10-01")]
    [InlineData("a line folded over two", "DTSTART;VALUE=D\n ATE:20260501", "2026-05-01")]
    public void Should_Read(string situation, string lines, string dates) =>
        string.Join(
                ' ',
                IcsHolidayReader
                    .Read(File($"SUMMARY:Holiday\n{lines}"), Hours, 2026, "Asia/Shanghai")
                    .Dates.Select(x => $"{x.Date:yyyy-MM-dd}")
            )
            .ShouldBe(dates, situation);

    [Theory]
    [InlineData("a meeting of an hour", "DTSTART:20260501T090000Z\nDTEND:20260501T100000Z")]
    [InlineData("weekly", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY")]
    [InlineData("an unknown rule", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=OFTEN")]
    [InlineData("every hour", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=HOURLY")]
    [InlineData("a day that never comes", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO")]
    [InlineData("no such day", "DTSTART;VALUE=DATE:20261341")]
    [InlineData("no start", "DESCRIPTION:x")]
    [InlineData("a line that is none", "DTSTART;VALUE=DATE:20260502\nthis is no line")]
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

    [Theory]
    [InlineData("moved", "RECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270503", "2026-05-01 2027-05-03 2028-05-01")]
    [InlineData(
        "moved, named by an instant",
        "RECURRENCE-ID:20270501T000000\nDTSTART;VALUE=DATE:20270503",
        "2026-05-01 2027-05-03 2028-05-01"
    )]
    [InlineData("cancelled", "RECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270501\nSTATUS:CANCELLED", "2026-05-01 2028-05-01")]
    [InlineData(
        "moved from then on",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270503",
        "2026-05-01 2027-05-03 2028-05-03"
    )]
    public void Should_Take_One_Occurrence_As_It_Was_Changed(string situation, string change, string dates) =>
        string.Join(
                ' ',
                IcsHolidayReader
                    .Read(
                        File(
                            "UID:a@x\nSUMMARY:Day\nDTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY;UNTIL=20281231",
                            $"UID:a@x\nSUMMARY:Day\n{change}"
                        ),
                        Hours,
                        2026
                    )
                    .Dates.Select(x => $"{x.Date:yyyy-MM-dd}")
            )
            .ShouldBe(dates, situation);

    [Theory]
    [InlineData("補班日", true)]
    [InlineData("国庆节（班）", true)]
    [InlineData("春节 补班", true)]
    [InlineData("春节假期【班】", true)]
    [InlineData("周六正常上班", true)]
    [InlineData("Make-up working day", true)]
    [InlineData("不上班 春节假期", false)]
    [InlineData("无需补班", false)]
    [InlineData("停班停課（停止上班）", false)]
    [InlineData("非工作日", false)]
    [InlineData("Non-working day", false)]
    [InlineData("國慶日補假", false)]
    [InlineData("春节（休）", false)]
    public void Should_Tell_A_Make_Up_Working_Day_From_A_Day_Off(string name, bool isOpen) =>
        (
            IcsHolidayReader
                .Read(File($"SUMMARY:{name}\nDTSTART;VALUE=DATE:20260221"), Hours, 2026)
                .Dates.ShouldHaveSingleItem()
                .Windows.Count > 0
        ).ShouldBe(isOpen);

    [Fact]
    public void Should_Keep_Entries_Apart_That_Share_An_Id() =>
        IcsHolidayReader
            .Read(File("UID:a\nSUMMARY:1\nDTSTART;VALUE=DATE:20260501", "UID:a\nSUMMARY:2\nDTSTART;VALUE=DATE:20260601"), Hours, 2026)
            .Dates.Select(x => x.Name)
            .ShouldBe(["1", "2"]);

    [Fact]
    public void Should_Refuse_A_File_Without_Any_Day() =>
        Should
            .Throw<BusinessException>(() => IcsHolidayReader.Read(File("SUMMARY:Meeting\nDTSTART:20260501T090000Z"), Hours, 2026))
            .Code.ShouldBe(SlaErrorCodes.NotAHolidayFile);

    private static string File(params string[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + string.Concat(events.Select(x => $"BEGIN:VEVENT\r\n{x.ReplaceLineEndings("\r\n")}\r\nEND:VEVENT\r\n"))
        + "END:VCALENDAR\r\n";
}
