using AngleSharp.Dom;
using Bunit;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Identity.Blazor.Admin;
using CustomerService.Identity.Tokens;
using CustomerService.Identity.Users;
using CustomerService.Sla.Blazor.Pages;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Refusals;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

/// <summary>Lists that are searched: what their page has is narrowed there, what is read in pages by its service.</summary>
public sealed class ListSearchTests : Screen
{
    private readonly Backend _backend = new();
    private IRenderedComponent<Bunit.Rendering.ContainerFragment>? _shown;

    public static TheoryData<Type> Narrowed => [typeof(CalendarsPage), typeof(RefusalReasonsPage), typeof(PoliciesPage)];

    public static TheoryData<Type> Paged => [typeof(MacrosPage), typeof(TokensPage), typeof(PeoplePage)];

    [Theory]
    [InlineData(null, true)]
    [InlineData("  ", true)]
    [InlineData("berlin", true)]
    [InlineData("HOURS berlin", true)]
    [InlineData("ＢＥＲＬＩＮ", true)]
    [InlineData("工作", true)]
    [InlineData("berlin paris", false)]
    public void Should_Look_For_Each_Word_In_All_Texts(string? words, bool fits) =>
        ListSearch.Fits(words, "Office hours 工作时间", null, "Europe/Berlin").ShouldBe(fits);

    [Theory, MemberData(nameof(Narrowed))]
    public void Should_Narrow_What_Is_There(Type page)
    {
        Show(page, "q=beta").WaitForAssertion(() => RowsOf(page).ShouldHaveSingleItem().TextContent.ShouldContain("Beta"));
        _shown!.FindAll(".cs-empty").ShouldBeEmpty();
        _shown!.Find("[role=search] input").GetAttribute("value").ShouldBe("beta");
    }

    [Theory, MemberData(nameof(Narrowed))]
    public void Should_Tell_Nothing_Found_From_Nothing_There(Type page)
    {
        Show(page, "q=zulu").WaitForElement(".cs-empty h2").TextContent.ShouldBe("Nothing matches");
        RowsOf(page).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Narrowed))]
    public void Should_Keep_The_Words_In_The_Address_While_They_Are_Typed(Type page)
    {
        var shown = Show(page);
        shown.WaitForAssertion(() => RowsOf(page).Count().ShouldBe(2));
        shown.Find("[role=search] input").Input("beta");
        Time.Advance(TimeSpan.FromSeconds(1));
        shown.WaitForAssertion(() => RowsOf(page).ShouldHaveSingleItem());
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?q=beta");
    }

    [Theory, MemberData(nameof(Paged))]
    public void Should_Ask_The_Service_For_What_Is_Searched(Type page)
    {
        _backend.Now = Backend.State.Empty;
        Show(page, "q=beta").WaitForElement(".mud-table-body .cs-empty");
        Searches().ShouldContain("beta");
    }

    [Theory]
    [InlineData(typeof(MacrosPage), "Nothing matches")]
    [InlineData(typeof(TokensPage), "Nothing matches")]
    public void Should_Not_Say_That_Nothing_Was_Made_Yet_When_Nothing_Is_Found(Type page, string title)
    {
        _backend.Now = Backend.State.Empty;
        Show(page, "q=beta").WaitForElement(".mud-table-body .cs-empty h2").TextContent.ShouldBe(title);
    }

    [Theory]
    [InlineData(typeof(MacrosPage))]
    [InlineData(typeof(TokensPage))]
    public void Should_Show_The_Next_Page_Below_The_First(Type page)
    {
        _backend.Answers["GetForEditAsync"] = a => PageOf<MacroEditDto>(((GetMacrosInput)a[0]!).After);
        _backend.Answers["GetListAsync"] = a => PageOf<ApiTokenDto>(((GetApiTokensInput)a[0]!).After);
        var shown = Show(page, answersLists: false);
        shown.WaitForAssertion(() => RowsOf(page).Count().ShouldBe(1));
        shown.FindAll(".cs-actions button").Single(b => b.TextContent == "Show more").Click();
        shown.WaitForAssertion(() => RowsOf(page).Count().ShouldBe(2));
        shown.FindAll("button").ShouldNotContain(b => b.TextContent == "Show more");
    }

    private IRenderedComponent<Bunit.Rendering.ContainerFragment> Show(Type page, string query = "", bool answersLists = true)
    {
        if (answersLists && _backend.Now == Backend.State.Full)
        {
            var (calendar, policy) = (Backend.Make<CalendarListItemDto>(), Backend.Make<PolicyListItemDto>());
            _backend.Answers["GetListAsync"] = _ =>
                page == typeof(CalendarsPage)
                    ? (object)new[] { calendar with { Id = Guid.NewGuid(), Name = "Alpha" }, calendar with { Name = "Beta" } }
                    : new[] { policy with { Id = Guid.NewGuid(), Name = "Alpha" }, policy with { Name = "Beta" } };
            _backend.Answers["GetForEditAsync"] = _ =>
                new[]
                {
                    new SaveRefusalReasonInput { TitleEn = "Alpha" },
                    new SaveRefusalReasonInput { TitleEn = "Beta" },
                };
        }

        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted());
        RenderDialogs();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/{(query.Length > 0 ? "?" : "")}{query}");
        return _shown = Render(builder =>
        {
            builder.OpenComponent<DynamicComponent>(0);
            builder.AddComponentParameter(1, nameof(DynamicComponent.Type), page);
            builder.CloseComponent();
        });
    }

    private IEnumerable<IElement> RowsOf(Type page) =>
        _shown!.FindAll(page == typeof(PoliciesPage) ? ".mud-drop-item a:not(.cs-btn)" : ".mud-table-body tr:has(td[data-label])");

    private IEnumerable<string?> Searches() =>
        _backend
            .Calls.Select(c => c.Arguments.FirstOrDefault())
            .Select(a =>
                a switch
                {
                    GetMacrosInput macros => macros.Search,
                    GetApiTokensInput tokens => tokens.Search,
                    GetPeopleInput people => people.Search,
                    _ => null,
                }
            );

    private static PagedResult<T> PageOf<T>(string? after) => new([Backend.Make<T>()], after is null ? "next" : null);
}
