using Bunit;
using CustomerService.Framework.Blazor.Menus;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

public sealed class MenuLinkTests : BunitContext
{
    private static readonly string[] Menu = ["/desk", "/desk/tasks", "/desk/kb"];

    [Theory]
    [InlineData("/desk", "/desk")]
    [InlineData("/desk?view=mine", "/desk")]
    [InlineData("/desk/tickets/1042", "/desk")]
    [InlineData("/desk/tasks", "/desk/tasks")]
    [InlineData("/desk/kb/new", "/desk/kb")]
    [InlineData("/desktop", null)]
    public void Should_Mark_The_Entry_That_Is_Nearest(string here, string? marked)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(here);
        var current = Menu.Where(path =>
            Render<MenuLink>(link => link.Add(x => x.Path, path).Add(x => x.Menu, Menu).AddUnmatched("href", path))
                .Find("a")
                .HasAttribute("aria-current")
        );
        current.SingleOrDefault().ShouldBe(marked);
    }
}
