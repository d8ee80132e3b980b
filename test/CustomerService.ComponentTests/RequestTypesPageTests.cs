using Bunit;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class RequestTypesPageTests : Screen
{
    private readonly Backend _backend = new();
    private List<RequestTypeDto> _types =
    [
        .. new[] { "Account", "Charge", "Order" }.Select(n => Backend.Make<RequestTypeDto>() with { Name = n, Key = n.ToLowerInvariant() }),
    ];

    [Fact]
    public void Should_Move_A_Type_By_Keyboard_And_Say_Where_It_Is()
    {
        var page = Show();
        page.Find("#type-2").KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Names(page).ShouldBe(["Account", "Order", "Charge"]);
        page.Find(".cs-sr[role=status]").TextContent.ShouldBe("“Order” is now number 2 of 3.");
    }

    [Fact]
    public async Task Should_Take_A_Type_To_The_Place_Where_It_Was_Dropped()
    {
        var page = Show();
        var container = page.FindComponent<MudDropContainer<RequestTypeDto>>();
        await container.InvokeAsync(() =>
            container.Instance.ItemDropped.InvokeAsync(new MudItemDropInfo<RequestTypeDto>(_types[0], "rows", 2))
        );
        Names(page).ShouldBe(["Charge", "Order", "Account"]);
    }

    [Fact]
    public void Should_Move_A_Found_Type_Among_All_And_Let_Nobody_Drop_It_Between_Hidden_Ones()
    {
        var page = Show("q=order");
        Names(page).ShouldBe(["Order"]);
        page.FindComponent<MudDropZone<RequestTypeDto>>().Instance.AllowReorder.ShouldBeFalse();
        page.Find("[aria-label='Move up: Order']").Click();
        _backend.Calls.Single(c => c.Method == "MoveAsync").Arguments[1].ShouldBe(1);
        Names(page).ShouldBe(["Order"]);
        page.Find("#type-1").TextContent.Trim().ShouldBe("2");
    }

    [Fact]
    public void Should_Tell_Nothing_Found_From_Nothing_There()
    {
        Show("q=parcel").Find(".cs-empty h2").TextContent.ShouldBe("Nothing matches");
    }

    [Fact]
    public void Should_Say_What_Would_Be_Here()
    {
        _types = [];
        Show().Find(".cs-empty h2").TextContent.ShouldNotBe("Nothing matches");
    }

    private IRenderedComponent<RequestTypesPage> Show(string query = "")
    {
        _backend.Answers["GetListAsync"] = _ => Ordered();
        _backend.AddTo(Services);
        RenderDialogs();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/types?{query}");
        return Render<RequestTypesPage>();
    }

    /// <summary>As the service keeps them after all that it was told.</summary>
    private List<RequestTypeDto> Ordered()
    {
        var types = _types.ToList();
        foreach (var (_, arguments) in _backend.Calls.Where(c => c.Method == "MoveAsync"))
        {
            var moved = types.Single(t => t.Id == (Guid)arguments[0]!);
            types.Remove(moved);
            types.Insert((int)arguments[1]!, moved);
        }

        return types;
    }

    private static IEnumerable<string> Names(IRenderedComponent<RequestTypesPage> page) =>
        page.FindComponent<OrderedList<RequestTypeDto>>().FindAll("a:not(.cs-btn)").Select(a => a.TextContent.Trim());
}
