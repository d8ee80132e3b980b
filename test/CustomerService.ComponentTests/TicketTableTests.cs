using System.Text;
using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Blazor.Desk;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

/// <summary>The list of the desk, and the same as a table.</summary>
public sealed class TicketTableTests : Screen
{
    private static readonly DeskAddress Table = new() { View = "open", IsTable = true };

    private readonly Backend _backend = new();

    public TicketTableTests()
    {
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted(TicketPermissions.Assign));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Render<MudPopoverProvider>();
    }

    [Fact]
    public void Should_Pick_All_In_Sight_And_Offer_The_Rest_Of_The_View()
    {
        var rows = Rows(3);
        _backend.Answers["GetListAsync"] = _ => new Framework.Application.PagedResult<TicketRowDto>(rows, "more");
        _backend.Answers["GetIdsAsync"] = _ => rows.Select(r => r.Id).Append(Guid.NewGuid()).ToArray();
        var queue = RenderQueue(new DeskAddress { View = "open" });
        queue.Find("#pick-shown").Change(true);
        queue.WaitForElement("#bulk-all").TextContent.ShouldBe("Select all 4 in this view");
        queue.Find("#bulk-all").Click();
        queue.Find(".cs-bulk strong").TextContent.ShouldBe("4 selected");
        queue.FindAll(".cs-row__pick input")[0].Click();
        queue.Find(".cs-bulk strong").TextContent.ShouldBe("3 selected");
        queue.FindAll("#bulk-all").ShouldBeEmpty();
    }

    [Fact]
    public void Should_Read_More_For_A_Table_Than_For_A_List()
    {
        var pages = 0;
        _backend.Answers["GetListAsync"] = _ => new Framework.Application.PagedResult<TicketRowDto>(Rows(100), $"page {++pages}");
        RenderQueue(Table).FindComponent<TicketTable>().Instance.Rows.Count.ShouldBe(TicketLimits.Bulk);
        pages.ShouldBe(5);
        RenderQueue(Table with { Number = 1001 }).FindComponents<TicketTable>().ShouldBeEmpty();
    }

    [Fact]
    public void Should_Stand_In_The_Address_And_Lead_Back_To_The_List()
    {
        DeskAddress.Parse("http://x" + Table.ToUrl(), null).ShouldBe(Table);
        _backend.Answers["GetListAsync"] = _ => new Framework.Application.PagedResult<TicketRowDto>(Rows(1), null);
        RenderQueue(Table).Find("#queue-mode").GetAttribute("href").ShouldBe("/desk?view=open");
        RenderQueue(Table with { IsTable = false }).Find("#queue-mode").GetAttribute("href").ShouldBe("/desk?view=open&mode=table");
    }

    [Fact]
    public async Task Should_Keep_Its_Order_In_The_Address_And_Find_It_There_Again()
    {
        var nav = Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>();
        var table = RenderTable();
        var grid = table.FindComponent<MudDataGrid<TicketRowDto>>().Instance;
        var subject = grid.RenderedColumns.Single(c => c.Title == "Subject");
        await table.InvokeAsync(() => grid.SetSortAsync(subject.PropertyName!, MudBlazor.SortDirection.Descending, subject.SortBy!));
        nav.Uri.ShouldEndWith("/desk?view=open&mode=table&order=-subject");
        table.FindAll("th .sortable-column-header").Select(h => h.TextContent.Trim()).ShouldContain("Subject");

        var again = RenderTable(address: DeskAddress.Parse("http://x/desk?mode=table&order=status,-subject", null));
        again.WaitForAssertion(() => again.FindAll("tbody a").Select(a => a.TextContent).ShouldBe(["=Subject 2", "=Subject 1"]));
        again.FindComponent<MudDataGrid<TicketRowDto>>().Instance.SortDefinitions.Count.ShouldBe(2);
        nav.Uri.ShouldEndWith("order=-subject", Case.Sensitive, "restoring it goes nowhere");
        (Table with { IsTable = false, TableOrder = "due" }).ToUrl().ShouldBe("/desk?view=open");
    }

    [Fact]
    public void Should_Remember_Which_Columns_Are_Shown()
    {
        JSInterop.Setup<string?>("cs.kept", _ => true).SetResult("status,priority");
        var table = RenderTable();
        table.WaitForAssertion(() => Headers(table).ShouldNotContain("Status"));
        Headers(table).ShouldContain("Group");
    }

    [Fact]
    public async Task Should_Save_What_Is_Picked_In_The_Columns_In_Sight()
    {
        var rows = Rows(2);
        var table = RenderTable(rows, [rows[1].Id]);
        await table.Find("#table-export").ClickAsync(new());
        var file = (byte[])JSInterop.Invocations["cs.download"].Single().Arguments[1]!;
        var lines = Encoding.UTF8.GetString(file).Trim('\uFEFF', '\r', '\n').Split("\r\n");
        lines[0].ShouldStartWith("No.,Subject,Customer,Status,Priority,Request type,Assignee,");
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith("#1002,'=Subject 2,");
    }

    private static List<TicketRowDto> Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => Backend.Make<TicketRowDto>() with { Number = 1000 + i, Subject = $"=Subject {i}" })];

    private static IEnumerable<string> Headers(IRenderedComponent<TicketTable> table) =>
        table.FindAll("th").Select(h => h.TextContent.Trim().TrimEnd('0'));

    private IRenderedComponent<TicketQueue> RenderQueue(DeskAddress address) =>
        Render<TicketQueue>(p => p.Add(x => x.Address, address).Add(x => x.Title, "All open"));

    private IRenderedComponent<TicketTable> RenderTable(
        List<TicketRowDto>? rows = null,
        HashSet<Guid>? picked = null,
        DeskAddress? address = null
    ) =>
        Render<TicketTable>(p =>
            p.Add(x => x.Rows, rows ?? Rows(2)).Add(x => x.Address, address ?? Table).Add(x => x.Picked, picked ?? [])
        );
}
