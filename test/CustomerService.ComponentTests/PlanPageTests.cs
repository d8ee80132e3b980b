using AngleSharp.Dom;
using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tenants;
using CustomerService.Tenants.Blazor.Admin;
using CustomerService.Tenants.Blazor.Components;
using CustomerService.Tenants.Blazor.Console;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

/// <summary>Plans as everybody, a company's administrator and the operator see them.</summary>
public sealed class PlanPageTests : Screen
{
    private static readonly PlanFeatureDto[] Features =
    [
        new("Tenants.Agents", true, ""),
        new("Tenants.TicketsPerMonth", true, ""),
        new("Tenants.StorageMegabytes", true, "", IsSize: true),
        new("Tenants.OwnDomain", false, "true"),
        new("Identity.ApiTokens", false, "true"),
    ];

    private readonly Backend _backend = new();

    public PlanPageTests()
    {
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted(TenantsPermissions.Settings));
        Services.AddOptions();
    }

    [Fact]
    public void Should_Make_The_Pricing_Page_From_The_Plans()
    {
        _backend.Answers["GetOfferedAsync"] = _ => new OfferedPlansDto(
            [
                Plan(
                    "free",
                    new("JPY", 0, 0, 0, 0),
                    new()
                    {
                        ["Tenants.Agents"] = "3",
                        ["Tenants.StorageMegabytes"] = "20000",
                        ["Identity.ApiTokens"] = "false",
                    }
                ),
                Plan("team", new("JPY", 1980, 19800, 0, 0), [], trialDays: 14),
            ],
            Features,
            ShowsPrices: true
        );
        var cards = Render<PlanCards>().FindAll(".cs-plan");
        cards[0].QuerySelector(".cs-plan__price")!.TextContent.ShouldStartWith("Free");
        Lines(cards[0]).ShouldBe(["Up to 3 agents", "Unlimited requests", "20 GB of files", "Your own domain"]);
        cards[0].QuerySelector("a")!.GetAttribute("href").ShouldBe("/signup");
        cards[1].QuerySelector(".cs-plan__price")!.TextContent.ShouldStartWith("¥1,980 per agent");
        cards[1].TextContent.ShouldContain("¥19,800 per agent when paid for a year · 14 days to try it");
        Lines(cards[1]).ShouldContain("API access");
        cards[1].QuerySelector("a")!.GetAttribute("href").ShouldBe("/signup?plan=team");
    }

    [Fact]
    public void Should_Show_No_Price_Where_No_Money_Is_Taken()
    {
        _backend.Answers["GetOfferedAsync"] = _ => new OfferedPlansDto(
            [Plan("free", new("CNY", 9900, 0, 0, 0), [])],
            Features,
            ShowsPrices: false
        );
        var shown = Render<PlanCards>();
        shown.FindAll(".cs-plan").ShouldHaveSingleItem();
        shown.FindAll(".cs-plan__price").ShouldBeEmpty();
        shown.Markup.ShouldNotContain("¥");
    }

    [Fact]
    public void Should_Show_Twelve_Months_As_Columns_And_As_A_Table()
    {
        _backend.Answers["GetAsync"] = _ => MyPlan();
        RenderDialogs();
        var shown = Render<PlanPage>();
        shown.FindAll("svg[role=img] rect").Count.ShouldBe(12);
        shown.Find("svg[role=img]").GetAttribute("aria-label")!.ShouldContain("Requests a month: April 2025: 0");
        var rows = shown.FindAll("details tbody tr");
        rows.Count.ShouldBe(12);
        rows[0].TextContent.ShouldBe("March 2026110");
        shown.FindAll("meter").ShouldHaveSingleItem().GetAttribute("max").ShouldBe("200");
    }

    [Fact]
    public void Should_Ask_For_A_Larger_Plan()
    {
        var plan = MyPlan();
        _backend.Answers["GetAsync"] = _ => plan;
        RenderDialogs();
        var shown = Render<PlanPage>();
        shown.FindAll("button").Single(b => b.TextContent == "Request team").Click();
        _backend.Given<WantPlanInput>("WantAsync").Single().PlanId.ShouldBe(plan.Larger[0].Id);
    }

    [Fact]
    public void Should_Tell_Administrators_What_Is_Near_Its_Limit()
    {
        _backend.Answers["GetShortagesAsync"] = _ =>
            new TenantUsageDto[] { new("Tenants.Agents", 3, 3), new("Tenants.TicketsPerMonth", 170, 200) };
        var notices = Render<PlanBanner>().FindAll("[role=status]");
        notices[0].TextContent.ShouldContain("Agents: the limit of your plan (3) is reached.");
        notices[1].TextContent.ShouldContain("Requests a month: 170 of 200 are used.");
        notices.ShouldAllBe(n => n.QuerySelector("a")!.GetAttribute("href") == "/admin/plan");
    }

    [Fact]
    public void Should_Only_Read_A_Version_That_Workspaces_Have()
    {
        _backend.Answers["GetListAsync"] = _ => new[] { new HostPlanDto(Plan("free", new("CNY", 0, 0, 0, 0), []), 0, 4) };
        _backend.Answers["GetFormAsync"] = _ => Form("CNY");
        var dialogs = RenderDialogs();
        Render<HostPlansPage>().WaitForElement(".cs-link").Click();
        dialogs.WaitForElement("#NameEn").HasAttribute("disabled").ShouldBeTrue();
        dialogs.Markup.ShouldContain("4 workspaces have this version");
        dialogs.FindAll("button").ShouldNotContain(b => b.TextContent.Trim() == "Save");
    }

    [Fact]
    public void Should_Save_Prices_In_The_Smallest_Unit_And_Refuse_What_The_Currency_Cannot_Write()
    {
        _backend.Answers["GetListAsync"] = _ => new[] { new HostPlanDto(Plan("free", new("CNY", 0, 0, 0, 0), []), 0, 0) };
        _backend.Answers["GetFormAsync"] = _ => Form("CNY");
        var dialogs = RenderDialogs();
        Render<HostPlansPage>().WaitForElement(".cs-link").Click();
        dialogs.WaitForElement("#SeatMonthly").Change("9.90");
        dialogs.Find("#Currency").Change("JPY");
        Save();
        _backend.Calls.ShouldNotContain(c => c.Method == "SaveAsync");
        dialogs.Markup.ShouldContain("Enter at most 0.");

        dialogs.Find("#Currency").Change("USD");
        dialogs.Find("[id='Tenants.Agents']").Change("12");
        Save();
        var saved = _backend.Given<SavePlanInput>("SaveAsync").Single();
        (saved.SeatMonthly, saved.Currency).ShouldBe((990, "USD"));
        saved.Features["Tenants.Agents"].ShouldBe("12");
        saved.Features["Tenants.TicketsPerMonth"].ShouldBe("");
        saved.Features["Identity.ApiTokens"].ShouldBe("true");

        void Save() => dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Save").Click();
    }

    [Fact]
    public void Should_Say_How_Many_Workspaces_Are_Moved_Before_They_Are()
    {
        var from = new HostPlanDto(Plan("free", new("CNY", 0, 0, 0, 0), []), 0, 4);
        var to = Plan("team", new("CNY", 0, 0, 0, 0), []);
        _backend.Answers["MoveTenantsAsync"] = _ => 4;
        var dialogs = RenderDialogs();
        Services
            .GetRequiredService<IDialogService>()
            .ShowAsync<MoveTenantsDialog>(
                "Move",
                new DialogParameters<MoveTenantsDialog> { { d => d.From, from }, { d => d.Others, [to] } }
            );
        dialogs.WaitForAssertion(() => dialogs.Markup.ShouldContain("4 workspaces have free"));
        dialogs.FindAll("button").Last().HasAttribute("disabled").ShouldBeTrue("nothing is chosen");
    }

    private static IEnumerable<string> Lines(IElement card) => card.QuerySelectorAll("li").Select(l => l.TextContent.Trim());

    private static PlanDto Plan(string key, PlanPrices prices, Dictionary<string, string> features, int trialDays = 0) =>
        new(Guid.NewGuid(), key, 1, PlanState.Public, key, "", prices, trialDays, features);

    private static PlanFormDto Form(string currency) =>
        new(
            new SavePlanInput
            {
                Id = Guid.NewGuid(),
                Key = "free",
                NameEn = "Free",
                NameZh = "免费版",
                Currency = currency,
            },
            Features,
            ShowsPrices: true
        );

    private static TenantPlanDto MyPlan()
    {
        var last = new DateOnly(2026, 3, 1);
        return new TenantPlanDto(
            Plan("free", new("CNY", 0, 0, 0, 0), []),
            null,
            [Plan("team", new("CNY", 0, 0, 0, 0), [])],
            [
                new UsageHistoryDto(
                    new TenantUsageDto("Tenants.TicketsPerMonth", 110, 200),
                    [.. Enumerable.Range(0, 12).Select(n => new UsageMonthDto(last.AddMonths(n - 11), n * 10))]
                ),
            ]
        );
    }
}
