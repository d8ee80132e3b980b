using Bunit;
using CustomerService.Billing.Blazor.Console;
using CustomerService.Framework.Authorization;
using CustomerService.Identity.Blazor.Admin;
using CustomerService.Knowledge.Blazor.Pages;
using CustomerService.Notifications.Blazor.Pages;
using CustomerService.Routing.Blazor.Pages;
using CustomerService.Sla.Blazor.Pages;
using CustomerService.Tenants.Blazor.Console;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Verification.Blazor.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

/// <summary>Lists of settings and host console with something in them, with nothing, and when nothing can be read.</summary>
public sealed class ListPageTests : Screen
{
    private readonly Backend _backend = new();

    public static TheoryData<Type> Lists =>
        [
            typeof(PeoplePage),
            typeof(TokensPage),
            typeof(AuditPage),
            typeof(MailPage),
            typeof(ChannelsPage),
            typeof(HostTenantsPage),
            typeof(HostPlansPage),
            typeof(HostBillingPage),
            typeof(HostDeletionsPage),
            typeof(CalendarsPage),
            typeof(MacrosPage),
            typeof(RefusalReasonsPage),
            typeof(AdminKnowledgePage),
        ];

    public static TheoryData<Type> Others =>
        [typeof(GroupsPage), typeof(EscalationPoliciesPage), typeof(PoliciesPage), typeof(RequestTypesPage)];

    [Theory, MemberData(nameof(Lists))]
    public void Should_Show_What_There_Is(Type page)
    {
        var shown = Show(page, Backend.State.Full);
        shown.WaitForAssertion(() => shown.FindAll(".mud-table-body tr:has(td[data-label])").ShouldNotBeEmpty());
        shown.FindAll(".cs-empty, [role=alert]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(PeoplePage), 4)]
    [InlineData(typeof(TokensPage), 4)]
    [InlineData(typeof(CalendarsPage), 2)]
    [InlineData(typeof(MacrosPage), 2)]
    [InlineData(typeof(RefusalReasonsPage), 3)]
    [InlineData(typeof(ChannelsPage), 10)]
    public void Should_Be_Sorted_By_What_Has_An_Order(Type page, int columns)
    {
        var shown = Show(page, Backend.State.Full);
        shown.WaitForAssertion(() => shown.FindAll("th .sortable-column-header").Count.ShouldBe(columns));
    }

    [Theory, MemberData(nameof(Lists))]
    public void Should_Say_What_Would_Be_Here(Type page)
    {
        var shown = Show(page, Backend.State.Empty);
        shown.WaitForElement(".mud-table-body .cs-empty").TextContent.Trim().ShouldNotBeEmpty();
        shown.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Lists)), MemberData(nameof(Others))]
    public void Should_Not_Say_That_There_Is_Nothing_When_It_Cannot_Look(Type page)
    {
        var shown = Show(page, Backend.State.Down);
        var alert = shown.WaitForElement("[role=alert]");
        shown.FindAll(".cs-empty").ShouldBeEmpty();

        _backend.Now = Backend.State.Full;
        alert.QuerySelector("button")!.Click();
        shown.WaitForAssertion(() => shown.FindAll("[role=alert]").ShouldBeEmpty());
    }

    private IRenderedComponent<Bunit.Rendering.ContainerFragment> Show(Type page, Backend.State state)
    {
        _backend.Now = state;
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted());
        RenderDialogs();
        return Render(builder =>
        {
            builder.OpenComponent<DynamicComponent>(0);
            builder.AddComponentParameter(1, nameof(DynamicComponent.Type), page);
            builder.CloseComponent();
        });
    }
}
