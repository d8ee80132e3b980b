using Bunit;
using CustomerService.Sla.Blazor.Components;
using CustomerService.Sla.Calendars;
using Microsoft.AspNetCore.Components.Web;

namespace CustomerService.ComponentTests;

public sealed class YearViewTests : Screen
{
    private readonly SaveCalendarInput _calendar = new()
    {
        Week = [new CalendarDayInput { Day = DayOfWeek.Monday, Windows = [new() { Start = new(8, 0), End = new(16, 0) }] }],
        Dates = [new CalendarDateInput { Date = new(2026, 5, 2), Name = "Moved" }, new CalendarDateInput { Date = new(2026, 6, 1) }],
    };
    private int _changes;

    [Fact]
    public void Should_Make_All_Dragged_Days_Holidays_At_Once()
    {
        var year = Show();
        Day(year, "05-01").MouseDown();
        Day(year, "05-02").MouseOver(new MouseEventArgs { Buttons = 1 });
        Day(year, "05-03").MouseOver(new MouseEventArgs { Buttons = 1 });
        Day(year, "05-04").MouseOver();
        Chosen(year).ShouldBe(["day-2026-05-01", "day-2026-05-02", "day-2026-05-03"]);
        year.Find("#year-name").Change("Labour Day");
        Click(year, "Holiday");
        Dates().ShouldBe(["05-01 Labour Day", "05-02 Labour Day", "05-03 Labour Day", "06-01 "]);
        _calendar.Dates.ShouldAllBe(d => d.Windows.Count == 0);
        _changes.ShouldBe(1);
        Chosen(year).ShouldBeEmpty();
    }

    [Fact]
    public void Should_Choose_Backwards_And_With_Shift_And_A_Click()
    {
        var year = Show();
        Day(year, "05-03").MouseDown();
        Day(year, "05-01").MouseDown(new MouseEventArgs { ShiftKey = true });
        Chosen(year).Count().ShouldBe(3);
        year.Find("[role=group] strong").TextContent.ShouldStartWith("3 days");
    }

    [Fact]
    public void Should_Choose_With_Shift_And_Arrow_Keys_Over_The_End_Of_The_Year()
    {
        var year = Show();
        Day(year, "12-30").MouseDown();
        year.Find(".cs-year").KeyDown(new KeyboardEventArgs { Key = "ArrowRight", ShiftKey = true });
        Chosen(year).ShouldBe(["day-2026-12-30", "day-2026-12-31"]);
        year.Find(".cs-year").KeyDown(new KeyboardEventArgs { Key = "ArrowDown", ShiftKey = true });
        year.Find("h2").TextContent.ShouldBe("The year 2027");
        Chosen(year).Count().ShouldBe(7);
        year.Find("[tabindex='0']").Id.ShouldBe("day-2027-01-07");
        year.Find(".cs-year").KeyDown(new KeyboardEventArgs { Key = "Escape" });
        year.FindAll("[role=group]").ShouldBeEmpty();
    }

    [Fact]
    public void Should_Open_Chosen_Days_For_The_Usual_Hours()
    {
        var year = Show();
        Day(year, "05-02").MouseDown();
        Click(year, "Working day");
        var window = _calendar.Dates[0].Windows.ShouldHaveSingleItem();
        (window.Start, window.End).ShouldBe((new TimeOnly(8, 0), new TimeOnly(16, 0)));
        window.ShouldNotBeSameAs(_calendar.Week[0].Windows[0]);
    }

    [Fact]
    public void Should_Take_The_Last_Action_Back_And_Nothing_Else()
    {
        var year = Show();
        Day(year, "05-02").MouseDown();
        Day(year, "05-03").MouseOver(new MouseEventArgs { Buttons = 1 });
        Click(year, "Back to normal");
        Dates().ShouldBe(["06-01 "]);
        _calendar.Dates[0].Name = "Children's Day";
        Click(year, "Undo");
        Dates().ShouldBe(["05-02 Moved", "06-01 Children's Day"]);
        _changes.ShouldBe(2);
        year.FindAll("button").ShouldNotContain(b => b.TextContent == "Undo");
    }

    private IRenderedComponent<YearView> Show()
    {
        RenderDialogs();
        return Render<YearView>(p => p.Add(x => x.Calendar, _calendar).Add(x => x.FirstYear, 2026).Add(x => x.Changed, () => _changes++));
    }

    private static AngleSharp.Dom.IElement Day(IRenderedComponent<YearView> year, string day) => year.Find($"#day-2026-{day}");

    private static IEnumerable<string?> Chosen(IRenderedComponent<YearView> year) =>
        year.FindAll("td[aria-selected=true]").Select(d => d.Id);

    private static void Click(IRenderedComponent<YearView> year, string text) =>
        year.FindAll("button").First(b => b.TextContent.Trim() == text).Click();

    private IEnumerable<string> Dates() => _calendar.Dates.Select(d => $"{d.Date:MM-dd} {d.Name}");
}
