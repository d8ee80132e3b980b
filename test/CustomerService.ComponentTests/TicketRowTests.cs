using Bunit;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Sla.Blazor.Components;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;

namespace CustomerService.ComponentTests;

public sealed class TicketRowTests : Screen
{
    public TicketRowTests() => Services.AddSlot("ticket.row", typeof(RowClock));

    [Fact]
    public void Should_Show_What_A_Customer_Wrote_As_Text()
    {
        var row = RenderRow(Row("<script>alert(1)</script>", TicketPriority.Normal));
        row.Find(".cs-row__subject").TextContent.ShouldContain("<script>alert(1)</script>");
        row.FindAll("script").ShouldBeEmpty();
        row.FindAll(".cs-urgency").ShouldBeEmpty();
    }

    [Fact]
    public void Should_Say_Urgency_And_Time_In_Words()
    {
        var row = RenderRow(Row("Locked out", TicketPriority.Critical, Now.AddMinutes(30)));
        row.Find(".cs-urgency--critical").TextContent.ShouldContain("Critical");
        row.Find(".cs-chip-clock--near").TextContent.ShouldContain("30 min");
        row.Find("time").GetAttribute("datetime").ShouldBe("2026-03-02T08:50:00Z");
    }

    [Fact]
    public void Should_Be_Picked_By_A_Named_Box()
    {
        var picked = 0;
        var row = Render<TicketRow>(p =>
            p.Add(x => x.Row, Row("A", TicketPriority.Normal))
                .Add(x => x.Url, "/desk/tickets/1001")
                .Add(x => x.OnPick, EventCallback.Factory.Create(this, () => picked++))
        );
        var box = row.Find("input[type=checkbox]");
        box.GetAttribute("aria-label")!.ShouldContain("1001");
        box.Click();
        picked.ShouldBe(1);
    }

    [Fact]
    public void Should_Not_Hold_The_Box_Inside_The_Link() =>
        RenderRow(Row("A", TicketPriority.Normal)).FindAll("a input, a button, a label").ShouldBeEmpty();

    /// <summary>Each component of an open desk holds some three kilobytes on the server, and a list shows fifty rows.</summary>
    [Fact]
    public void Should_Hold_No_Component_But_Its_Clock() =>
        RenderRow(Row("A", TicketPriority.Urgent, Now.AddHours(3))).FindComponents<ComponentBase>().Count.ShouldBe(1);

    [Fact]
    public void Should_Be_Drawn_Anew_Only_When_It_Looks_Different()
    {
        var ticket = Row("A", TicketPriority.Normal);
        var row = RenderRow(ticket);
        var drawn = row.RenderCount;
        Set(ticket, isOpen: false);
        row.RenderCount.ShouldBe(drawn, "the list was drawn, with a handler of its own for each row");
        Set(ticket, isOpen: true);
        row.Find(".cs-row").ClassList.ShouldContain("is-selected");
        Set(ticket with { Subject = "B" }, isOpen: true);
        row.Find(".cs-row__subject").TextContent.ShouldContain("B");

        void Set(TicketRowDto shown, bool isOpen) =>
            row.Render(p =>
                p.Add(x => x.Row, shown)
                    .Add(x => x.Url, "/desk/tickets/1001")
                    .Add(x => x.IsOpen, isOpen)
                    .Add(x => x.OnPick, EventCallback.Factory.Create(this, () => { }))
            );
    }

    private IRenderedComponent<TicketRow> RenderRow(TicketRowDto row) =>
        Render<TicketRow>(p => p.Add(x => x.Row, row).Add(x => x.Url, "/desk/tickets/1001"));

    private static TicketRowDto Row(string subject, TicketPriority priority, DateTime? due = null) =>
        new(
            Guid.NewGuid(),
            1001,
            subject,
            TicketStatus.New,
            priority,
            "Ada",
            "Support",
            null,
            null,
            "other",
            "Something else",
            due,
            false,
            true,
            0,
            Now.AddHours(-1),
            Now.AddMinutes(-10)
        );
}
