using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Blazor.Desk;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

/// <summary>What stands in and beside an open ticket.</summary>
public sealed class TicketPaneTests : Screen
{
    private readonly Backend _backend = new();

    public TicketPaneTests()
    {
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted());
    }

    [Fact]
    public void Should_Fold_Changes_In_A_Row_And_Show_The_Last()
    {
        var line = Render<Timeline>(p =>
            p.Add(
                x => x.Ticket,
                Samples.Ticket(Said("Help"), Changed("a"), Changed("b"), Changed("c"), Changed("d"), Said("And?"), Changed("e"))
            )
        );
        line.Find("details summary").TextContent.ShouldBe("3 earlier changes");
        line.FindAll("details li").Select(c => c.QuerySelector("span")!.TextContent).ShouldBe(["a", "b", "c"]);
        line.FindAll("ol > .cs-event--system span").Select(c => c.TextContent).ShouldBe(["d", "e"]);
        line.FindAll(".cs-event__body").Select(c => c.TextContent).ShouldBe(["Help", "And?"]);
    }

    [Theory]
    [InlineData("Later", "2026-03-02T12:00:00Z")]
    [InlineData("Tomorrow", "2026-03-03T01:00:00Z")]
    [InlineData("Monday", "2026-03-09T01:00:00Z")]
    public void Should_Snooze_By_The_Clock_On_The_Agents_Wall(string choice, string until)
    {
        var menu = OpenMenu(Samples.Ticket());
        Item(menu, choice).Click();
        menu.WaitForAssertion(() =>
            _backend
                .Given<SnoozeInput>("SnoozeAsync")
                .ShouldHaveSingleItem()
                .Until.ShouldBe(DateTime.Parse(until, null, System.Globalization.DateTimeStyles.AdjustToUniversal))
        );
    }

    [Fact]
    public void Should_Snooze_Until_The_Customer_Answers()
    {
        var menu = OpenMenu(Samples.Ticket());
        Item(menu, "Answer").Click();
        menu.WaitForAssertion(() => _backend.Given<SnoozeInput>("SnoozeAsync").ShouldHaveSingleItem().Until.ShouldBeNull());
    }

    [Fact]
    public void Should_Wake_What_Sleeps()
    {
        var menu = OpenMenu(Samples.Ticket() with { Snooze = new SnoozeDto(null) });
        Item(menu, "Wake").Click();
        menu.WaitForAssertion(() => _backend.Calls.ShouldContain(c => c.Method == "WakeAsync"));
    }

    [Fact]
    public void Should_Not_Put_Aside_What_Is_Solved() =>
        OpenMenu(Samples.Ticket() with { Status = TicketStatus.Resolved })
            .FindAll(".mud-menu-item")
            .Select(i => i.TextContent.Trim())
            .ShouldBe(["Copy link", "Print"]);

    [Fact]
    public void Should_Copy_The_Link_And_Show_It_Where_Copying_Is_Not_Allowed()
    {
        JSInterop.Setup<bool>("cs.copyText", _ => true).SetResult(false);
        var menu = OpenMenu(Samples.Ticket());
        Item(menu, "Copy").Click();
        JSInterop.Invocations["cs.copyText"].Single().Arguments[0].ShouldBe("http://localhost/desk/tickets/1042");
        Services.GetRequiredService<ISnackbar>().ShownSnackbars.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Should_Draw_Only_The_Tab_That_Is_Open()
    {
        var column = Render<ContextColumn>(p =>
            p.Add(x => x.Ticket, Samples.Ticket()).Add(x => x.Address, new DeskAddress { Number = 1042, View = "open" })
        );
        column
            .FindAll(".cs-tab")
            .Select(t => t.GetAttribute("href"))
            .ShouldBe([
                "/desk/tickets/1042?view=open",
                "/desk/tickets/1042?view=open&panel=details",
                "/desk/tickets/1042?view=open&panel=knowledge",
                "/desk/tickets/1042?view=open&panel=activity",
            ]);
        column.Find("[aria-current]").TextContent.ShouldBe("Customer");
        column.FindAll(".cs-person").Count.ShouldBe(1);
        column.FindAll("select").ShouldBeEmpty();
        column.Render(p => p.Add(x => x.Address, new DeskAddress { Number = 1042, Panel = DeskPanel.Details }));
        column.FindAll(".cs-person").ShouldBeEmpty();
        column.FindAll("select").Count.ShouldBe(1);
    }

    [Fact]
    public void Should_Say_Who_Changed_What_From_Where()
    {
        _backend.Answers["GetHistoryAsync"] = _ =>
            new[] { new HistoryEntryDto(Guid.NewGuid(), Now.AddMinutes(-5), "Amy", "Status", "New", "Resolved", "Desk", "It was time.") };
        var panel = Render<ActivityPanel>(p => p.Add(x => x.Ticket, Samples.Ticket()));
        var text = panel.Find("li").TextContent;
        foreach (var word in new[] { "Status", "New → Resolved", "It was time.", "Amy · Desk" })
        {
            text.ShouldContain(word);
        }
    }

    private static TimelineItemDto Said(string text) => new(Guid.NewGuid(), TimelineKind.Public, Now, null, "Dora", false, text, []);

    private static TimelineItemDto Changed(string text) => new(Guid.NewGuid(), TimelineKind.System, Now, null, "Amy", true, text, []);

    private static AngleSharp.Dom.IElement Item(IRenderedComponent<MudPopoverProvider> menu, string key) =>
        menu.FindAll(".mud-menu-item")
            .Single(i =>
                i.TextContent.Trim()
                == key switch
                {
                    "Later" => "In 3 hours",
                    "Tomorrow" => "Tomorrow at 9:00",
                    "Monday" => "Monday at 9:00",
                    "Answer" => "Until the customer answers",
                    "Wake" => "End the snooze",
                    _ => "Copy link",
                }
            );

    /// <summary>In Shanghai it is 17:00 of that Monday.</summary>
    private IRenderedComponent<MudPopoverProvider> OpenMenu(TicketDto ticket)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var popovers = Render<MudPopoverProvider>();
        var menu = Render<TicketMenu>(p =>
            p.Add(x => x.Ticket, ticket).Add(x => x.CanEdit, true).AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
        );
        menu.Find("button").Click();
        popovers.WaitForElement(".mud-menu-item");
        return popovers;
    }
}
