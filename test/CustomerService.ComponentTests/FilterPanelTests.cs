using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Blazor.Desk;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class FilterPanelTests : Screen
{
    private readonly Backend _backend = new();

    [Fact]
    public void Should_Put_What_Is_Chosen_Into_The_Address_And_Take_It_Out_Again()
    {
        var panel = RenderPanel(new DeskAddress { View = "open", Tag = "vip" });
        var status = panel.FindComponent<MudSelect<TicketStatus?>>();
        panel.InvokeAsync(() => status.Instance.ValueChanged.InvokeAsync(TicketStatus.Resolved));
        Uri.ShouldEndWith("/desk?view=open&status=Resolved&tag=vip");
        panel.InvokeAsync(() => status.Instance.ValueChanged.InvokeAsync(null));
        Uri.ShouldEndWith("/desk?view=open&tag=vip");
    }

    [Fact]
    public void Should_Show_What_The_Address_Says()
    {
        var panel = RenderPanel(new DeskAddress { Status = TicketStatus.Resolved, Sort = TicketSort.Newest });
        panel.FindComponent<MudSelect<TicketStatus?>>().Find("input").GetAttribute("value").ShouldBe("Resolved");
        panel.FindComponent<MudSelect<TicketSort>>().Find("input").GetAttribute("value").ShouldBe("Newest first");
    }

    [Fact]
    public void Should_Save_The_Filter_As_A_View_For_All_Where_Allowed()
    {
        SaveViewInput? saved = null;
        var panel = RenderPanel(new DeskAddress { Tag = "vip" }, x => saved = x);
        panel.FindAll("button").Single(b => b.TextContent.Trim() == "Save as view").Click();
        panel.Find("form input[maxlength]").Change("Important");
        panel.Find("form input[type=checkbox]").Change(true);
        panel.Find("form").Submit();
        saved.ShouldNotBeNull();
        (saved.Name, saved.IsShared, saved.Filter.Tag).ShouldBe(("Important", true, "vip"));
    }

    private string Uri => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<FilterPanel> RenderPanel(DeskAddress address, Action<SaveViewInput>? onSave = null)
    {
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted(TicketPermissions.ShareViews));
        RenderDialogs();
        return Render<FilterPanel>(p =>
            p.Add(x => x.Address, address).Add(x => x.OnSaveView, EventCallback.Factory.Create<SaveViewInput>(this, x => onSave?.Invoke(x)))
        );
    }
}
