using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Palette;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class PaletteTests : Screen
{
    private readonly Finds _finds = new();

    [Fact]
    public void Should_Offer_Only_What_The_Person_May_Do()
    {
        var dialogs = Open("may");
        Titles(dialogs).ShouldBe(["Invite a colleague", "People"]);
    }

    [Fact]
    public void Should_Ask_Only_Sources_That_The_Person_May_Read()
    {
        var dialogs = Open();
        Type(dialogs, "refund");
        dialogs.WaitForAssertion(() => dialogs.Find("[role=status]").TextContent.ShouldContain("refund"));
        _finds.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Should_Choose_By_Arrows_And_Go_By_Enter()
    {
        var dialogs = Open("may", "read");
        Type(dialogs, "p");
        dialogs.WaitForAssertion(() => Titles(dialogs).ShouldBe(["#1 p", "People"]));
        Chosen(dialogs).ShouldBe("#1 p");
        Press(dialogs, "ArrowDown");
        Chosen(dialogs).ShouldBe("People");
        Press(dialogs, "ArrowDown");
        Chosen(dialogs).ShouldBe("#1 p");
        Press(dialogs, "ArrowUp");
        Press(dialogs, "Enter");
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/admin/people");
        dialogs.WaitForAssertion(() => dialogs.FindAll(".mud-dialog").ShouldBeEmpty());
    }

    [Fact]
    public void Should_Drop_What_Comes_Late()
    {
        var dialogs = Open("read");
        var slow = _finds.Gate = new TaskCompletionSource();
        Type(dialogs, "old");
        dialogs.WaitForAssertion(() => _finds.Asked.ShouldBe(["old"]));
        _finds.Gate = null;
        Type(dialogs, "new");
        dialogs.WaitForAssertion(() => Titles(dialogs).ShouldBe(["#1 new"]));
        slow.SetResult();
        dialogs.WaitForAssertion(() => _finds.Answered.ShouldBe(2));
        Titles(dialogs).ShouldBe(["#1 new"]);
    }

    private IRenderedComponent<MudDialogProvider> Open(params string[] permissions)
    {
        Services.AddSingleton<IPermissionChecker>(new Granted(permissions));
        Services.AddSingleton<IMenuContributor, Places>();
        Services.AddSingleton<MainMenu>();
        Services.AddSingleton<IPaletteSource>(_finds);
        var dialogs = RenderDialogs();
        Render<PaletteButton>().Find("#palette").Click();
        dialogs.WaitForElement("#palette-words");
        return dialogs;
    }

    private static void Type(IRenderedComponent<MudDialogProvider> dialogs, string words)
    {
        var field = dialogs.FindComponent<MudTextField<string>>();
        dialogs.InvokeAsync(() => field.Instance.ValueChanged.InvokeAsync(words));
    }

    private static void Press(IRenderedComponent<MudDialogProvider> dialogs, string key)
    {
        var field = dialogs.FindComponent<MudTextField<string>>();
        dialogs.InvokeAsync(() => field.Instance.OnKeyDown.InvokeAsync(new KeyboardEventArgs { Key = key }));
    }

    private static string[] Titles(IRenderedComponent<MudDialogProvider> dialogs) =>
        [.. dialogs.FindAll("[role=option]").Select(o => o.Children[1].TextContent)];

    private static string Chosen(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.FindAll("[role=option][aria-selected=true]").ShouldHaveSingleItem().Children[1].TextContent;

    private sealed class Places : IMenuContributor
    {
        public IEnumerable<MenuItem> Contribute() =>
            [
                new(MenuName.Admin, "Identity.Menu.People", "/admin/people", "users", 1, "may"),
                new(MenuName.Admin, "Identity.Menu.Roles", "/admin/roles", "lock", 2, "may not"),
                new(MenuName.Action, "Identity.People.Invite", "/admin/people?invite=true", "user", 1, "may"),
            ];
    }

    private sealed class Finds : IPaletteSource
    {
        public string TitleKey => "Tickets.Palette.Title";

        public string Permission => "read";

        public List<string> Asked { get; } = [];

        public int Answered { get; private set; }

        public TaskCompletionSource? Gate { get; set; }

        public async Task<IReadOnlyList<PaletteItem>> FindAsync(string words, CancellationToken cancellationToken = default)
        {
            Asked.Add(words);
            await (Gate?.Task ?? Task.CompletedTask);
            Answered++;
            return [new PaletteItem($"#1 {words}", null, "ticket", "/desk/tickets/1")];
        }
    }
}
