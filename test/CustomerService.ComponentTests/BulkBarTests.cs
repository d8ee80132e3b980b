using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class BulkBarTests : Screen
{
    private static readonly Guid[] Picked = [Guid.NewGuid(), Guid.NewGuid()];

    private readonly Backend _backend = new();
    private IRenderedComponent<MudPopoverProvider>? _popovers;

    [Fact]
    public void Should_Change_After_Five_Seconds_What_Was_Chosen()
    {
        var bar = RenderBar();
        Choose(bar, "bulk-priority", nameof(TicketPriority.Urgent));
        bar.Find("#bulk-tag").Input("vip");
        bar.Find("#bulk-apply").Click();
        bar.Find("#bulk-undo");
        _backend.Given<BulkChangeInput>("ChangeManyAsync").ShouldBeEmpty();

        Time.Advance(TimeSpan.FromSeconds(5));

        bar.WaitForAssertion(() => _backend.Given<BulkChangeInput>("ChangeManyAsync").ShouldHaveSingleItem());
        var input = _backend.Given<BulkChangeInput>("ChangeManyAsync").Single();
        (input.Priority, input.AddTag, input.Status, input.AssigneeId).ShouldBe((TicketPriority.Urgent, "vip", null, null));
        input.TicketIds.ShouldBe(Picked);
    }

    [Fact]
    public void Should_Change_Nothing_That_Was_Taken_Back()
    {
        var bar = RenderBar();
        Choose(bar, "bulk-status", nameof(TicketStatus.Resolved));
        bar.Find("#bulk-apply").Click();
        bar.Find("#bulk-undo").Click();
        Time.Advance(TimeSpan.FromSeconds(30));
        bar.Find("#bulk-apply").HasAttribute("disabled").ShouldBeFalse("the choice is still there");
        _backend.Given<BulkChangeInput>("ChangeManyAsync").ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Change_At_Once_When_Somebody_Goes_On()
    {
        var bar = RenderBar();
        Choose(bar, "bulk-status", nameof(TicketStatus.Resolved));
        bar.Find("#bulk-apply").Click();
        await DisposeComponentsAsync();
        _backend.Given<BulkChangeInput>("ChangeManyAsync").ShouldHaveSingleItem();
    }

    [Fact]
    public void Should_Name_What_Could_Not_Be_Changed()
    {
        _backend.Answers["ChangeManyAsync"] = _ => new BulkResult(1, [new BulkProblem(1042, "It is closed.")]);
        var done = 0;
        var bar = RenderBar(onDone: () => done++);
        bar.Find("#bulk-take").Click();
        Time.Advance(TimeSpan.FromSeconds(5));
        bar.WaitForAssertion(() => bar.Find("[role=alert]").TextContent.ShouldContain("#1042: It is closed."));
        done.ShouldBe(0);
    }

    [Fact]
    public void Should_Offer_The_Rest_Of_The_View_With_Its_Count()
    {
        RenderBar().FindAll("#bulk-all").ShouldBeEmpty();
        RenderBar(inView: [.. Picked, .. Enumerable.Range(0, 71).Select(_ => Guid.NewGuid())])
            .Find("#bulk-all")
            .TextContent.ShouldBe("Select all 73 in this view");
    }

    [Fact]
    public void Should_Offer_Nothing_That_The_Person_May_Not_Do()
    {
        var bar = RenderBar(permissions: []);
        bar.FindAll("#bulk-group, #bulk-macro, #bulk-merge").ShouldBeEmpty();
        bar.Find("#bulk-assignee").MouseDown(new MouseEventArgs());
        _popovers!.WaitForAssertion(() =>
            _popovers!.FindAll(".mud-popover-open .mud-list-item").Select(o => o.TextContent.Trim()).ShouldBe(["Me"])
        );
    }

    private static void Choose(IRenderedComponent<BulkBar> bar, string id, string value)
    {
        var select = bar.FindComponents<MudSelect<string>>().Single(s => s.FindAll($"#{id}").Count > 0);
        bar.InvokeAsync(() => select.Instance.ValueChanged.InvokeAsync(value));
    }

    private IRenderedComponent<BulkBar> RenderBar(IReadOnlyList<Guid>? inView = null, Action? onDone = null, string[]? permissions = null)
    {
        if (Services.All(s => s.ServiceType != typeof(IPermissionChecker)))
        {
            _backend.AddTo(Services);
            Services.AddSingleton<IPermissionChecker>(
                new Granted(permissions ?? [TicketPermissions.Assign, TicketPermissions.Reply, TicketPermissions.Merge])
            );
        }

        JSInterop.Mode = JSRuntimeMode.Loose;
        _popovers ??= Render<MudPopoverProvider>();
        return Render<BulkBar>(p =>
            p.Add(x => x.TicketIds, Picked)
                .Add(x => x.InView, inView)
                .Add(x => x.OnDone, EventCallback.Factory.Create(this, () => onDone?.Invoke()))
        );
    }
}
