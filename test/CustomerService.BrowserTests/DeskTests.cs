using System.Text.RegularExpressions;
using CustomerService.Tickets.Tickets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>The desk does what people mean: by key, by pointer, in narrow windows.</summary>
public sealed class DeskTests(BrowserFixture browser, DeskServer desk) : IClassFixture<DeskServer>
{
    [Fact]
    public async Task Should_Save_A_Choice_At_Enter_Only_And_Take_It_Back()
    {
        await using var agent = await OpenAsync("choice", desk.Tickets[0].Number);
        var (page, ticket) = (agent.Page, desk.Tickets[0]);
        var before = await desk.FactsAsync(ticket);
        var priority = page.Locator("#ticket-priority");
        await priority.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".cs-commit")).ToBeVisibleAsync();
        await Expect(page.Locator("#ticket-undo")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(priority).ToHaveValueAsync(before.Priority.ToString());

        await priority.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#ticket-undo")).ToBeVisibleAsync();
        await agent.ShootAsync("undo");
        await page.Locator("#ticket-undo").ClickAsync();
        await Expect(priority).ToHaveValueAsync(before.Priority.ToString());
        (await desk.FactsAsync(ticket)).ShouldBe(before);

        // A click chooses as well; what was not taken back is saved.
        await page.Locator("#ticket-status").SelectOptionAsync(nameof(TicketStatus.InProgress));
        await Expect(page.Locator("#ticket-undo")).ToBeVisibleAsync();
        await Expect(page.Locator("#ticket-undo")).ToHaveCountAsync(0);
        (await desk.FactsAsync(ticket)).ShouldBe((TicketStatus.InProgress, before.Priority));
        agent.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(1100), InlineData(900), InlineData(390)]
    public async Task Should_Reach_Every_Column_In_A_Narrow_Window(int width)
    {
        await using var agent = await OpenAsync($"narrow-{width}", desk.Tickets[1].Number, width);
        var page = agent.Page;
        await Expect(page.Locator(".cs-context")).ToBeHiddenAsync();
        await page.Locator("#open-context").ClickAsync();
        await Expect(page.Locator(".cs-context .cs-person__name")).ToHaveTextAsync("Dora");
        await agent.ShootAsync("context");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".cs-context")).ToBeHiddenAsync();
        if (width < 1024)
        {
            await page.GotoAsync(desk.Company.Url("/desk?view=open"));
            await page.Locator("#open-views").ClickAsync();
            await Expect(page.Locator(".cs-views")).ToBeVisibleAsync();
            await agent.ShootAsync("views");
            await page.Locator(".cs-view[data-view=unassigned]").ClickAsync();
            await Expect(page.Locator(".cs-views")).ToBeHiddenAsync();
            await Expect(page).ToHaveURLAsync(new Regex("view=unassigned"));
        }
    }

    [Fact]
    public async Task Should_Pick_A_Row_Without_Opening_It_And_Open_By_Number()
    {
        await using var agent = await OpenAsync("row");
        var page = agent.Page;
        await page.GotoAsync(desk.Company.Url("/desk?view=open"));
        await page.Locator(".cs-row__pick input").First.ClickAsync();
        await Expect(page.Locator(".cs-bulk")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/desk\\?view=open$"));
        await agent.ShootAsync("picked");

        var number = desk.Tickets[2].Number;
        await page.Locator(".cs-queue__title").ClickAsync();
        await page.Keyboard.TypeAsync($"{number}");
        await Expect(page.Locator(".cs-typed")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"/desk/tickets/{number}"));
        await page.Locator("#queue-search").FillAsync($"#{desk.Tickets[3].Number}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"/desk/tickets/{desk.Tickets[3].Number}"));
    }

    [Fact]
    public async Task Should_Close_Menus_And_Rest_Keys_Behind_Dialogs()
    {
        await using var agent = await OpenAsync("menus", desk.Tickets[1].Number);
        var page = agent.Page;
        await page.Locator("[popovertarget=composer-emoji]").ClickAsync();
        await Expect(page.Locator("#composer-emoji")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#composer-emoji")).ToBeHiddenAsync();

        await page.Locator(".cs-ticket__subject").ClickAsync();
        await page.Locator("#ticket-merge").FocusAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator(".mud-dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#composer-tab-note")).ToHaveAttributeAsync("aria-selected", "false");
        await agent.ShootAsync("keys");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Expect(page.Locator("#ticket-merge")).ToBeFocusedAsync();

        // A click outside closes, too; in a dialog the keyboard goes round.
        await page.Keyboard.PressAsync("g");
        await Expect(page.Locator("#merge-find")).ToBeFocusedAsync();
        for (var i = 0; i < 6; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            await Expect(page.Locator(".mud-dialog-content :focus, .mud-dialog-actions :focus")).ToHaveCountAsync(1);
        }

        await page.Mouse.ClickAsync(4, 600);
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        agent.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(1280, 720), InlineData(1366, 768), InlineData(1920, 1080), InlineData(390, 844)]
    public async Task Should_Show_The_Newest_Message_Above_A_Small_Composer(int width, int height)
    {
        foreach (var (locale, scheme) in new[] { ("en-US", ColorScheme.Light), ("zh-CN", ColorScheme.Dark) })
        {
            await using var agent = await OpenAsync($"newest-{width}-{locale}", desk.Tickets[3].Number, width, height, locale, scheme);
            var page = agent.Page;
            await Expect(page.Locator(".cs-composer")).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(500);
            (
                await page.EvaluateAsync<double>(
                    "(b => b.scrollHeight - b.scrollTop - b.clientHeight)(document.querySelector('#ticket-scroll'))"
                )
            ).ShouldBeLessThan(
                4,
                await page.EvaluateAsync<string>("(b => `${b.scrollTop} of ${b.scrollHeight}`)(document.querySelector('#ticket-scroll'))")
            );
            var share = await page.EvaluateAsync<double>(
                "document.querySelector('.cs-composer').offsetHeight / document.querySelector('.cs-ticket').offsetHeight"
            );
            share.ShouldBeLessThanOrEqualTo(0.34);
            (
                await page.EvaluateAsync<double>(
                    "Math.max(...[...document.querySelectorAll('.cs-desk > *')].map(e => e.getBoundingClientRect().right)) - innerWidth"
                )
            ).ShouldBeLessThanOrEqualTo(0, "no pane is cut off");
            (await page.EvaluateAsync<double>("document.querySelector('.cs-composer textarea').offsetHeight")).ShouldBeGreaterThan(40);
            await Expect(page.Locator("#composer-after")).ToHaveValueAsync(nameof(TicketStatus.InProgress));
            await agent.ShootAsync("desk");
        }
    }

    [Fact]
    public async Task Should_Complete_A_Colleagues_Name_And_Say_When_Nobody_Is_Called_So()
    {
        await using var agent = await OpenAsync("mention", desk.Tickets[2].Number);
        var page = agent.Page;
        await page.Locator("#composer-tab-note").ClickAsync();
        await page.Locator("#composer-text").PressSequentiallyAsync("Please look @len");
        await Expect(page.Locator(".cs-mentions")).ToBeVisibleAsync();
        await agent.ShootAsync("list");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#composer-text")).ToHaveValueAsync("Please look @Lena Lead ");
        await Expect(page.Locator(".cs-composer__hint")).ToContainTextAsync("Lena Lead");
        await page.Locator("#composer-text").PressSequentiallyAsync("and @zorro");
        await Expect(page.Locator(".cs-composer__hint")).ToContainTextAsync("zorro");
        await agent.ShootAsync("nobody");
    }

    [Fact]
    public async Task Should_Write_With_Tools_Templates_And_Pictures()
    {
        await using var agent = await OpenAsync("write", desk.Tickets[3].Number);
        var (page, text) = (agent.Page, agent.Page.Locator("#composer-text"));
        await text.FillAsync("now");
        await text.SelectTextAsync();
        await page.Keyboard.PressAsync("Control+b");
        await Expect(text).ToHaveValueAsync("**now**");
        await page.Keyboard.PressAsync("End");
        await page.Locator("[popovertarget=composer-emoji]").ClickAsync();
        await agent.ShootAsync("emoji");
        await page.Locator("[data-insert]").First.ClickAsync();
        await Expect(text).ToHaveValueAsync("**now**🙂");

        // A slash asks for a template; what is given up leaves it as it was typed.
        await text.FillAsync("");
        await text.PressSequentiallyAsync("/");
        await Expect(page.Locator("#insert-words")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(text).ToHaveValueAsync("/");
        await text.FillAsync("");
        await text.PressSequentiallyAsync("/");
        await Expect(page.Locator("#insert-words")).ToBeFocusedAsync();
        await Expect(page.Locator("[role=option]").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#insert-preview")).ToBeVisibleAsync();
        await agent.ShootAsync("insert");
        (await Axe.SeriousAsync(page, ".mud-dialog")).ShouldBeEmpty();
        var words = await page.Locator("#insert-preview").TextContentAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Expect(text).ToHaveValueAsync(words!);

        await page.EvaluateAsync(
            """
            async () => {
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 60;
              canvas.getContext('2d').fillRect(0, 0, 60, 60);
              const file = new File([await new Promise((done) => canvas.toBlob(done))], 'screen.png', { type: 'image/png' });
              const data = new DataTransfer();
              data.items.add(file);
              document.querySelector('#composer-text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
            }
            """
        );
        await Expect(page.Locator(".cs-composer .cs-thumb")).ToBeVisibleAsync();
        await agent.ShootAsync("pasted");
        await text.PressAsync("Control+Enter");
        var picture = page.Locator(".cs-timeline .cs-thumb");
        await Expect(picture).ToBeVisibleAsync(new() { Timeout = 30_000 });
        (await picture.Locator("img").EvaluateAsync<int>("img => img.naturalWidth")).ShouldBe(60);
        await picture.ClickAsync();
        await Expect(page.Locator(".cs-picture")).ToBeVisibleAsync();
        await agent.ShootAsync("picture");
        await page.Keyboard.PressAsync("Escape");
        (await Axe.SeriousAsync(page, ".cs-desk")).ShouldBeEmpty();
        agent.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Put_Aside_And_Find_Again()
    {
        await using var agent = await OpenAsync("snooze", desk.Tickets[2].Number);
        var page = agent.Page;
        await page.Locator(".cs-ticket__subject").ClickAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator("#snooze-answer")).ToBeVisibleAsync();
        await agent.ShootAsync("menu");
        await page.Locator("#snooze-answer").ClickAsync();
        await Expect(page.Locator(".cs-ticket__facts")).ToContainTextAsync("Snoozed until the customer answers");
        await page.Locator(".cs-view[data-view=snoozed]").ClickAsync();
        await Expect(page.Locator(".cs-row")).ToHaveCountAsync(1);
        await agent.ShootAsync("view");
        await page.Locator(".cs-row").ClickAsync();
        await page.Locator("#ticket-more button").ClickAsync();
        await page.Locator("#snooze-wake").ClickAsync();
        await Expect(page.Locator(".cs-ticket__facts")).Not.ToContainTextAsync("Snoozed");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".cs-composer")).ToBeHiddenAsync();
        await Expect(page.Locator("ol.cs-timeline")).ToBeVisibleAsync();
        await agent.ShootAsync("paper");
        agent.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Keep_The_Width_Of_A_Column_That_Was_Drawn()
    {
        await using var agent = await OpenAsync("panes", desk.Tickets[1].Number);
        var (page, queue) = (agent.Page, agent.Page.Locator(".cs-queue"));
        var before = (await queue.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(before.X + before.Width, 500);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(before.X + before.Width - 60, 500, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        (await WidthAsync()).ShouldBe(before.Width - 60, 2);
        await page.Locator("[data-pane=queue]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        (await WidthAsync()).ShouldBe(before.Width - 44, 2);
        await page.ReloadAsync();
        await Expect(page.Locator(".cs-ticket__subject")).ToBeVisibleAsync();
        (await WidthAsync()).ShouldBe(before.Width - 44, 2);
        await page.Locator("[data-pane=queue]").DblClickAsync();
        (await WidthAsync()).ShouldBe(before.Width, 2);

        async Task<float> WidthAsync() => (await queue.BoundingBoxAsync())!.Width;
    }

    [Fact]
    public async Task Should_Change_Several_From_The_Table_And_Take_It_Back()
    {
        await using var agent = await OpenAsync("table");
        var page = agent.Page;
        await page.GotoAsync(desk.Company.Url("/desk?view=open"));
        await page.Locator("#queue-mode").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("mode=table"));
        var rows = page.Locator(".mud-data-grid tbody tr.mud-table-row");
        await Expect(rows.First).ToBeVisibleAsync();
        await page.Locator("#table-columns button").ClickAsync();
        await page.Locator("[role=menuitemcheckbox]", new() { HasText = "Group" }).ClickAsync();
        await agent.ShootAsync("columns");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".mud-data-grid th", new() { HasText = "Group" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#table-export").ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldContain("Question 2");
        await page.Locator(".mud-data-grid thead input[type=checkbox]").CheckAsync();
        await Expect(page.Locator(".cs-bulk strong")).ToContainTextAsync("selected");
        await agent.ShootAsync("picked");
        (await Axe.SeriousAsync(page, ".cs-desk")).ShouldBeEmpty();
        await page.Locator("#bulk-priority").ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "Critical" }).ClickAsync();
        await page.Locator("#bulk-apply").ClickAsync();
        await page.Locator("#bulk-undo").ClickAsync();
        await Expect(page.Locator("#bulk-apply")).ToBeEnabledAsync();
        agent.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Be_Online_By_Choice_And_Remember_It()
    {
        await using var agent = await OpenAsync("presence");
        var page = agent.Page;
        await Expect(page.Locator(".cs-presence")).ToContainTextAsync("Offline");
        await page.Locator("#go-online").ClickAsync();
        await Expect(page.Locator(".cs-presence")).ToContainTextAsync("Online");
        await page.Locator(".cs-presence button").ClickAsync();
        await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "Away" }).ClickAsync();
        await Expect(page.Locator(".cs-presence")).ToContainTextAsync("Away");
        await page.ReloadAsync();
        await Expect(page.Locator(".cs-presence")).ToContainTextAsync("Away");
    }

    [Fact]
    public async Task Should_Save_The_Brand_Without_Asking_Whether_To_Leave()
    {
        await using var admin = await browser.OpenAsync("brand", "en-US");
        var page = admin.Page;
        await desk.Company.SignInAsync(admin, "admin");
        await page.GotoAsync(desk.Company.Url("/admin/branding"));
        await page.Locator("#Name").FillAsync("Desk & Sons");
        await page.Locator(".cs-savebar .cs-btn--primary").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("saved=true"));
        await Expect(page.Locator(".cs-notice--success")).ToBeVisibleAsync();
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);

        // Leaving with changes still asks.
        await page.Locator("#Name").FillAsync("Another");
        await page.Locator(".cs-rail a").First.ClickAsync();
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Expect(page.Locator(".cs-desk")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Should_Show_What_A_Tick_Changes_Before_It_Is_Saved()
    {
        await using var admin = await browser.OpenAsync("roles", "en-US");
        var page = admin.Page;
        await desk.Company.SignInAsync(admin, "admin");
        await page.GotoAsync(desk.Company.Url("/admin/roles"));
        var box = page.Locator("td input[type=checkbox]:not([disabled]):checked").First;
        var name = await box.GetAttributeAsync("aria-label");
        await box.UncheckAsync();
        await Expect(page.Locator("#role-changes li")).ToHaveCountAsync(1);
        await admin.ShootAsync("ticked");
        await page.ReloadAsync();
        await Expect(page.Locator($"input[aria-label=\"{name}\"]")).ToBeCheckedAsync();
        await page.Locator($"input[aria-label=\"{name}\"]").UncheckAsync();
        await page.Locator("#role-save").ClickAsync();
        await Expect(page.Locator("#role-changes")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator($"input[aria-label=\"{name}\"]")).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Should_Send_A_Refusal_Only_After_It_Was_Read()
    {
        await using var agent = await OpenAsync("refuse", desk.Tickets[1].Number);
        var (page, ticket) = (agent.Page, desk.Tickets[1]);
        await page.Locator(".cs-tab[data-panel=details]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("panel=details"));
        await page.Locator(".cs-context .cs-block:has(.cs-icon) button", new() { HasText = "Choose a reason" }).ClickAsync();
        await page.Locator("#refusal-reason").ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item").First.ClickAsync();
        await page.Locator(".cs-context form:has(#refusal-reason) button[type=submit]").ClickAsync();
        await Expect(page.Locator(".mud-dialog blockquote")).ToBeVisibleAsync();
        await agent.ShootAsync("preview");
        (await desk.FactsAsync(ticket)).Status.ShouldBe(TicketStatus.New);
        await page.Locator("#refusal-send").ClickAsync();
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        (await desk.FactsAsync(ticket)).Status.ShouldNotBe(TicketStatus.New);
    }

    private async Task<Person> OpenAsync(
        string name,
        long? number = null,
        int width = 1440,
        int height = 900,
        string locale = "en-US",
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var agent = await browser.OpenAsync($"desk-{name}", locale, width, height, scheme);
        await desk.Company.SignInAsync(agent, "agent");
        if (number is not null)
        {
            await agent.Page.GotoAsync(desk.Company.Url($"/desk/tickets/{number}?view=open"));
            await Expect(agent.Page.Locator(".cs-ticket__subject")).ToBeVisibleAsync();
        }

        return agent;
    }
}
