using Bunit;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Sla.Blazor.Pages;
using CustomerService.Sla.Policies;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class PoliciesPageTests : Screen
{
    private readonly Backend _backend = new();
    private List<PolicyListItemDto> _policies =
    [
        .. new[] { "Critical", "Fraud", "Standard" }.Select(n => Backend.Make<PolicyListItemDto>() with { Name = n }),
    ];

    [Fact]
    public void Should_Move_A_Policy_By_Keyboard_And_Say_Where_It_Is()
    {
        var page = Show();
        page.Find("#policy-2").KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Names(page).ShouldBe(["Critical", "Standard", "Fraud"]);
        page.Find(".cs-sr[role=status]").TextContent.ShouldBe("“Standard” is now number 2 of 3.");
        page.Find("#policy-0").KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        _backend.Calls.Count(c => c.Method == "MoveAsync").ShouldBe(1);
    }

    [Fact]
    public async Task Should_Take_A_Policy_To_The_Place_Where_It_Was_Dropped()
    {
        var page = Show();
        var container = page.FindComponent<MudDropContainer<PolicyListItemDto>>();
        await container.InvokeAsync(() =>
            container.Instance.ItemDropped.InvokeAsync(new MudItemDropInfo<PolicyListItemDto>(_policies[0], "rows", 2))
        );
        Names(page).ShouldBe(["Fraud", "Standard", "Critical"]);
        page.Find("[aria-label='Move up: Critical']").Click();
        Names(page).ShouldBe(["Fraud", "Critical", "Standard"]);
    }

    [Fact]
    public void Should_Say_What_Would_Be_Here()
    {
        _policies = [];
        Show().Find(".cs-empty").TextContent.Trim().ShouldNotBeEmpty();
    }

    private IRenderedComponent<PoliciesPage> Show()
    {
        _backend.Answers["GetListAsync"] = _ => Ordered();
        _backend.AddTo(Services);
        RenderDialogs();
        return Render<PoliciesPage>();
    }

    /// <summary>As the service keeps them after all that it was told.</summary>
    private List<PolicyListItemDto> Ordered()
    {
        var policies = _policies.ToList();
        foreach (var (_, arguments) in _backend.Calls.Where(c => c.Method == "MoveAsync"))
        {
            var moved = policies.Single(p => p.Id == (Guid)arguments[0]!);
            policies.Remove(moved);
            policies.Insert((int)arguments[1]!, moved);
        }

        return policies;
    }

    private static IEnumerable<string> Names(IRenderedComponent<PoliciesPage> page) =>
        page.FindComponent<OrderedList<PolicyListItemDto>>().FindAll("a:not(.cs-btn)").Select(a => a.TextContent);
}
