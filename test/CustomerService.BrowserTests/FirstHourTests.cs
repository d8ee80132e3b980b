using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// From "Open a free workspace" to the first answered ticket, with every field and every button counted as a click, and out of the samples
/// again.
/// </summary>
public sealed partial class FirstHourTests(BrowserFixture browser)
{
    private const int MaxClicks = 40;

    /// <summary>Milliseconds; the first workspace of a server that has just begun, on a busy machine. It ends a broken run.</summary>
    private const int Patience = 90_000;

    [Fact]
    public async Task Should_Lead_From_The_Sign_Up_To_The_First_Answer_In_Forty_Clicks()
    {
        await using var smtp = new TestSmtpServer();
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.SendMailTo(smtp, "help@host.example");
        settings.Environment["SignUps__TermsUrl"] = "https://host.example/terms";
        await using var server = await ServerProcess.StartAsync(settings);

        await using var wei = await browser.OpenAsync("first-hour-zh", "zh-CN", 390, 844, ColorScheme.Dark);
        await OpenAsync(new Newcomer(wei, smtp, "school", "education"), server.Port);
        (await Axe.SeriousAsync(wei.Page)).ShouldBeEmpty();
        wei.Errors.ShouldBeEmpty();

        await using var ada = await browser.OpenAsync("first-hour-en", "en-US", 1280);
        var newcomer = new Newcomer(ada, smtp, "factory", "manufacturing");
        await OpenAsync(newcomer, server.Port);
        await newcomer.ClickAsync("li:has(a[href='/desk']) a");
        await AnswerAsync(newcomer);
        newcomer.Clicks.ShouldBeLessThanOrEqualTo(MaxClicks);
        await RemoveSamplesAsync(newcomer, $"http://{newcomer.Slug}.localhost:{server.Port}");
        ada.Errors.ShouldBeEmpty();
    }

    /// <summary>To the set-up list of the new workspace.</summary>
    private static async Task OpenAsync(Newcomer newcomer, int port)
    {
        var page = newcomer.Person.Page;
        await page.GotoAsync($"http://localhost:{port}/");
        await newcomer.ClickAsync(".cs-hero .cs-btn--primary");
        await SignUpAsync(newcomer);
        await Expect(page).ToHaveURLAsync(new Regex($"{newcomer.Slug}\\.localhost.*/admin"), new() { Timeout = Patience });
        await Expect(page.Locator("#samples")).ToBeVisibleAsync();
        await newcomer.Person.ShootAsync("checklist", fullPage: true);
        (await newcomer.Person.ScrollsSidewaysAsync()).ShouldBeFalse();
    }

    private static async Task RemoveSamplesAsync(Newcomer newcomer, string workspace)
    {
        var page = newcomer.Person.Page;
        await page.GotoAsync(workspace + "/admin");
        await Expect(page.Locator(Tick("/desk"))).ToBeVisibleAsync();
        await Expect(page.Locator(Tick("/admin#samples"))).ToHaveCountAsync(0);
        await newcomer.ClickAsync("#samples button");
        await Expect(page.Locator("#samples")).ToHaveCountAsync(0);
        await Expect(page.Locator(Tick("/admin#samples"))).ToBeVisibleAsync();
        await page.GotoAsync(workspace + "/desk?view=all");
        await Expect(page.Locator(".cs-desk .cs-empty").First).ToBeVisibleAsync();
        await Expect(page.Locator("a.cs-row")).ToHaveCountAsync(0);
    }

    /// <summary>What a step of the list shows when it is done.</summary>
    private static string Tick(string url) => $"li:has(a[href='{url}']) .cs-icon[role=img]";

    private static async Task SignUpAsync(Newcomer newcomer)
    {
        var page = newcomer.Person.Page;
        await newcomer.FillAsync("#Company", newcomer.Slug);
        await Expect(page.Locator("#Slug")).ToHaveValueAsync(newcomer.Slug);
        await newcomer.FillAsync("#AdminName", "Ada Byron");
        await newcomer.FillAsync("#AdminEmail", newcomer.Email);
        await newcomer.ClickAsync($".cs-choice:has([value={newcomer.Template}])");
        await newcomer.ClickAsync("#AcceptsTerms");
        await newcomer.Person.ShootAsync("sign-up", fullPage: true);
        await newcomer.ClickAsync("form[data-signup] button[type=submit]");

        await Expect(page).ToHaveURLAsync(new Regex("/signup/finish"));
        (await page.GotoAsync(page.Url.Replace("localhost", newcomer.Slug + ".localhost", StringComparison.Ordinal)))!.Status.ShouldBe(
            404,
            "nothing is there before the code"
        );
        newcomer.Person.Errors.Clear();
        await page.GoBackAsync();
        await newcomer.FillAsync("#Code", await newcomer.CodeAsync());
        await newcomer.FillAsync("#Password", "Riddle-Walnut-77");
        await newcomer.Person.ShootAsync("code", fullPage: true);
        await newcomer.ClickAsync("form:has(#Code) button[type=submit]");
    }

    private static async Task AnswerAsync(Newcomer newcomer)
    {
        const string Text = "We have your request and answer by 15:00 today.";
        var page = newcomer.Person.Page;
        var all = page.Locator(".cs-empty a[href='/desk?view=all']");
        await Expect(all.Or(page.Locator("a.cs-row")).First).ToBeVisibleAsync();
        if (await all.IsVisibleAsync())
        {
            await newcomer.ClickAsync(".cs-empty a[href='/desk?view=all']");
        }

        await Expect(page.Locator("a.cs-row")).ToHaveCountAsync(4);
        await newcomer.Person.ShootAsync("desk");
        await newcomer.ClickAsync("a.cs-row");
        await newcomer.FillAsync("#composer-text", Text);
        await page.Locator("#composer-text").PressAsync("Control+Enter");
        await Expect(page.Locator(".cs-timeline")).ToContainTextAsync(Text, new() { Timeout = 30_000 });
        await newcomer.Person.ShootAsync("answered");
    }

    private sealed partial class Newcomer(Person person, TestSmtpServer smtp, string slug, string template)
    {
        public Person Person => person;

        public string Slug => slug;

        public string Template => template;

        public string Email => $"ada@{slug}.example";

        public int Clicks { get; private set; }

        public Task ClickAsync(string selector)
        {
            Clicks++;
            return person.Page.Locator(selector).First.ClickAsync(new() { Timeout = Patience });
        }

        /// <summary>Whoever has no Tab key clicks into the field.</summary>
        public Task FillAsync(string selector, string text)
        {
            Clicks++;
            return person.Page.Locator(selector).FillAsync(text);
        }

        public async Task<string> CodeAsync()
        {
            await Wait.UntilAsync(() => Task.FromResult(smtp.Mails.Any(m => m.Recipient == Email)), "the mail with the code");
            return CodePattern().Match(smtp.Mails.Last(m => m.Recipient == Email).Subject).Value;
        }

        [GeneratedRegex("[0-9]{6}")]
        private static partial Regex CodePattern();
    }
}
