using Bunit;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Replies;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class ComposerTests : Screen
{
    private readonly Backend _backend = new();
    private int _next;

    public ComposerTests()
    {
        _backend.AddTo(Services);
        _backend.Answers["ReplyAsync"] = _ => new ReplyResult(false, Guid.NewGuid(), []);
        Services.AddSingleton<IPermissionChecker>(new Granted(TicketPermissions.Reply));
        Services.AddSingleton<IReplySource, Texts>();
    }

    [Fact]
    public void Should_Send_After_Five_Seconds_And_Go_On_To_The_Next_Ticket_Where_Wanted()
    {
        var composer = RenderComposer();
        composer.Find("#composer-next").Change(true);
        Send(composer, "We look into it by 15:20.");
        composer.Find("[role=status]").TextContent.ShouldContain("then the next ticket");
        Time.Advance(TimeSpan.FromSeconds(5));
        composer.WaitForAssertion(() => _backend.Given<ReplyInput>("ReplyAsync").ShouldHaveSingleItem());
        composer.WaitForAssertion(() => _next.ShouldBe(1));
        JSInterop.Invocations["cs.keep"].ShouldHaveSingleItem().Arguments[1].ShouldBe("1");
    }

    [Fact]
    public void Should_Stay_At_The_Ticket_Otherwise_And_When_It_Is_Held()
    {
        var composer = RenderComposer();
        Send(composer, "One");
        Time.Advance(TimeSpan.FromSeconds(5));
        composer.WaitForElement("#composer-text");
        _next.ShouldBe(0);

        composer.Find("#composer-next").Change(true);
        _backend.Answers["ReplyAsync"] = _ => new ReplyResult(true, null, []);
        Send(composer, "Two");
        Time.Advance(TimeSpan.FromSeconds(5));
        composer.WaitForElement("#composer-text");
        _next.ShouldBe(0);
    }

    [Fact]
    public void Should_Remember_The_Choice_Of_The_Person()
    {
        JSInterop.Setup<string?>("cs.kept", _ => true).SetResult("1");
        RenderComposer().Find("#composer-next").HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public void Should_Keep_Open_First_And_Say_What_Sending_Does()
    {
        var composer = RenderComposer();
        composer.Find("#composer-after option").TextContent.ShouldBe("Keep open");
        composer.Find("#composer-send").TextContent.ShouldBe("Send, keep open");
        composer.Find("#composer-after").Change(nameof(TicketStatus.Resolved));
        composer.Find("#composer-send").TextContent.ShouldBe("Send and resolve");
    }

    [Fact]
    public void Should_Show_What_Is_Written_As_It_Will_Be_Read_And_Go_Back_To_Writing()
    {
        _backend.Answers["PreviewAsync"] = a => $"<p><strong>{((PreviewInput)a[0]!).Body.Trim('*')}</strong></p>";
        var composer = RenderComposer();
        composer.Find("#composer-preview").HasAttribute("disabled").ShouldBeTrue("there is nothing to show");
        composer.Find("#composer-text").Input("**Today**");
        composer.Find("#composer-preview").Click();
        composer.Find("#composer-shown strong").TextContent.ShouldBe("Today");
        composer.Find("#composer-text").HasAttribute("hidden").ShouldBeTrue();
        composer.Find("[data-format=bold]").HasAttribute("disabled").ShouldBeTrue("nobody sees what it would do");

        composer.Find("#composer-preview").Click();
        composer.FindAll("#composer-shown").ShouldBeEmpty();
        composer.Find("#composer-text").GetAttribute("value").ShouldBe("**Today**");

        composer.Find("#composer-preview").Click();
        composer.Find("#composer-send").Click();
        composer.WaitForElement("#composer-undo").Click();
        composer.FindAll("#composer-shown").ShouldBeEmpty("what was taken back is written on");
    }

    [Fact]
    public void Should_Insert_A_Template_Only_When_Its_Blanks_Are_Filled_In()
    {
        var dialogs = RenderDialogs();
        var composer = RenderComposer();
        composer.Find("#composer-macros").Click();
        dialogs.WaitForElement("#insert-words");
        Type(dialogs, "par");
        dialogs.WaitForAssertion(() => dialogs.Find("#insert-preview").TextContent.ShouldContain("{{? Tracking number}}"));
        dialogs.Find("#insert-go").HasAttribute("disabled").ShouldBeTrue();

        dialogs.Find("#insert-blank-0").Input("SF-100");
        dialogs.Find("#insert-preview").TextContent.ShouldBe("Your parcel SF-100 comes today.");
        dialogs.Find("#insert-go").Click();

        dialogs.WaitForAssertion(() => dialogs.FindAll(".mud-dialog").ShouldBeEmpty());
        composer.WaitForAssertion(() =>
            JSInterop.Invocations["cs.insert"].ShouldHaveSingleItem().Arguments[1].ShouldBe("Your parcel SF-100 comes today.")
        );
        composer.Find("#composer-send").TextContent.ShouldBe("Send, wait for customer");
    }

    [Fact]
    public void Should_Choose_By_Arrows_And_Drop_What_Comes_Late()
    {
        var dialogs = RenderDialogs();
        RenderComposer().Find("#composer-macros").Click();
        dialogs.WaitForAssertion(() => dialogs.FindAll("[role=option]").Count.ShouldBe(2));
        var field = dialogs.FindComponent<MudTextField<string>>();
        dialogs.InvokeAsync(() => field.Instance.OnKeyDown.InvokeAsync(new KeyboardEventArgs { Key = "ArrowUp" }));
        dialogs.WaitForAssertion(() => dialogs.Find("[aria-selected=true]").TextContent.ShouldContain("Thanks"));
        dialogs.InvokeAsync(() => field.Instance.OnKeyDown.InvokeAsync(new KeyboardEventArgs { Key = "Enter" }));
        dialogs.WaitForAssertion(() => dialogs.FindAll(".mud-dialog").ShouldBeEmpty());
        JSInterop.Invocations["cs.insert"].Single().Arguments[1].ShouldBe("Thank you.");
    }

    [Fact]
    public void Should_Show_Pictures_Where_They_Are_Said_And_Enlarge_Them()
    {
        var dialogs = RenderDialogs();
        var chips = Render<FileChips>(p =>
            p.Add(
                x => x.Files,
                [
                    new AttachmentDto(Guid.NewGuid(), "screen.png", "image/png", 2048),
                    new AttachmentDto(Guid.NewGuid(), "log.txt", "text/plain", 2048),
                    new AttachmentDto(Guid.NewGuid(), "bad.png", "image/png", 2048, "Eicar"),
                ]
            )
        );
        chips.FindAll("img").ShouldHaveSingleItem();
        chips.Find(".cs-thumb").GetAttribute("aria-label").ShouldBe("Enlarge screen.png");
        chips.Find(".cs-thumb").Click();
        dialogs.WaitForElement(".cs-picture").GetAttribute("alt").ShouldBe("screen.png");
    }

    private static void Send(IRenderedComponent<Composer> composer, string text)
    {
        composer.Find("#composer-text").Input(text);
        composer.Find("#composer-send").Click();
        composer.WaitForElement("#composer-undo");
    }

    private static void Type(IRenderedComponent<MudDialogProvider> dialogs, string words)
    {
        var field = dialogs.FindComponent<MudTextField<string>>();
        dialogs.InvokeAsync(() => field.Instance.ValueChanged.InvokeAsync(words));
    }

    private IRenderedComponent<Composer> RenderComposer()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        return Render<Composer>(p =>
            p.Add(x => x.Ticket, Samples.Ticket())
                .Add(x => x.CanReply, true)
                .Add(x => x.OnNext, EventCallback.Factory.Create(this, () => _next++))
        );
    }

    private sealed class Texts : IReplySource
    {
        private static readonly ReplyChoice[] All = [new(Guid.NewGuid(), "Parcel", null), new(Guid.NewGuid(), "Thanks", null)];

        public string TitleKey => "Tickets.Insert.Macros";

        public string Permission => TicketPermissions.Reply;

        public Task<IReadOnlyList<ReplyChoice>> FindAsync(string words, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ReplyChoice>>([.. All.Where(c => c.Title.Contains(words, StringComparison.OrdinalIgnoreCase))]);

        public Task<MacroTextDto> ReadAsync(Guid id, Guid ticketId, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                id == All[0].Id
                    ? new MacroTextDto("Your parcel {{? Tracking number}} comes today.", TicketStatus.WaitingForCustomer)
                    : new MacroTextDto("Thank you.", null)
            );
    }
}
