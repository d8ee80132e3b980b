using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>What the portal promises to everybody: no barriers that a machine can find, light, and of use without script.</summary>
public sealed class PortalTests(BrowserFixture browser, DemoServer demo)
{
    private const int FirstPageBytes = 60 * 1024;

    private static readonly Dictionary<string, (string Host, string Locale, string Word, string Category)> Tenants = new()
    {
        ["en"] = ("acme.localhost", "en-US", "refund", "billing"),
        ["zh"] = ("yunduan.localhost", "zh-CN", "退款", "orders"),
    };

    public static TheoryData<string, int, ColorScheme> Screens =>
        new(
            from language in Tenants.Keys
            from width in new[] { 360, 1280 }
            from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
            select (language, width, scheme)
        );

    [Theory, MemberData(nameof(Screens))]
    public async Task Should_Have_No_Serious_Barriers(string language, int width, ColorScheme scheme)
    {
        var (host, locale, word, category) = Tenants[language];
        await using var person = await browser.OpenAsync($"axe-{language}-{width}-{scheme}".ToLowerInvariant(), locale, width, 900, scheme);
        var findings = new List<string>();
        string[] pages =
        [
            "/",
            $"/search?q={word}",
            "/search?q=qqqqzzzz",
            $"/kb/{category}",
            "/requests/new",
            "/requests/new/account",
            "/requests/new/other",
            "/verify",
            "/verify?v=fake.example",
            "/verify?v=400-810-1234",
            "/signin",
            "/link-expired",
            "/kb/none/none",
        ];
        foreach (var page in pages)
        {
            await GoAsync(page);
        }

        await person.Page.GotoAsync(demo.Url(host, $"/search?q={word}"));
        await person.Page.Locator(".cs-results__title").First.ClickAsync();
        await CheckAsync("article");
        await person.Page.GotoAsync(demo.Url(host, "/requests/new/account"));
        await person.Page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(person.Page.Locator(".cs-summary")).ToBeVisibleAsync();
        await CheckAsync("form with problems");
        await FileARequestAsync(person.Page, host);
        await CheckAsync("sent");
        await person.Page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new Regex("/requests/[0-9]+"));
        await CheckAsync("receipt");
        var mailed = await demo.MailedLinkAsync(person.Page);
        await person.Page.GotoAsync(mailed);
        await CheckAsync("mailed link");
        await person.Page.FollowMailedAsync(mailed);
        await Expect(person.Page.Locator(".cs-progress")).ToBeVisibleAsync();
        await CheckAsync("request");
        await GoAsync("/requests");
        findings.ShouldBeEmpty();

        async Task GoAsync(string page)
        {
            await person.Page.GotoAsync(demo.Url(host, page));
            await CheckAsync(page);
        }

        async Task CheckAsync(string page)
        {
            await person.ShootAsync(Regex.Replace(page.Split('?')[0], "[^a-z]+", "_"), fullPage: true);
            findings.AddRange((await Axe.SeriousAsync(person.Page)).Select(f => $"{page}: {f}"));
        }
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Should_Be_Of_Use_Without_Script(string language)
    {
        var (host, locale, word, _) = Tenants[language];
        await using var person = await browser.OpenAsync($"noscript-{language}", locale, 390, 844, script: false);
        await person.Page.GotoAsync(demo.Url(host, "/"));
        await person.Page.Locator("input[name=q]").First.FillAsync(word);
        await person.Page.Locator("form[role=search] button").First.ClickAsync();
        await person.Page.Locator(".cs-results__title").First.ClickAsync();
        await Expect(person.Page.Locator(".cs-prose")).Not.ToBeEmptyAsync();
        await FileARequestAsync(person.Page, host);
        await Expect(person.Page.Locator(".cs-promise").First).ToBeVisibleAsync();
        await person.Page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(person.Page.Locator(".cs-thread")).ToContainTextAsync("…");
        person.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_Ask_What_Belongs_To_The_Answer(bool script)
    {
        await using var person = await browser.OpenAsync($"conditions-{script}", "en-US", 390, 844, script: script);
        await person.Page.GotoAsync(demo.Url("acme.localhost", "/requests/new/billing"));
        var seats = person.Page.Locator("[name='Fields[seats]']");
        await person.Page.Locator("#Subject").FillAsync("More seats");
        await Expect(seats).ToBeHiddenAsync();
        await person.Page.Locator("input[value=seats]").CheckAsync();
        if (!script)
        {
            await person.Page.Locator("button[name=Update]").First.ClickAsync();
            await Expect(person.Page.Locator("#Subject")).ToHaveValueAsync("More seats");
            await Expect(person.Page.Locator(".cs-summary")).ToHaveCountAsync(0);
        }

        await Expect(seats).ToBeVisibleAsync();
        await Expect(person.Page.Locator("[name='Fields[invoice]']")).ToBeHiddenAsync();
        await person.ShootAsync("form", fullPage: true);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Should_Weigh_Less_Than_60_KB_At_First_Sight(string language)
    {
        var (host, locale, _, _) = Tenants[language];
        await using var person = await browser.OpenAsync($"weight-{language}", locale, 390, 844);
        var answers = new List<IResponse>();
        person.Page.Response += (_, answer) => answers.Add(answer);
        await person.Page.GotoAsync(demo.Url(host, "/"), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var sizes = new List<(string Path, int Bytes)>();
        foreach (var answer in answers)
        {
            if (!(await answer.HeaderValueAsync("content-type") ?? "").StartsWith("image/", StringComparison.Ordinal))
            {
                sizes.Add((new Uri(answer.Url).AbsolutePath, (await answer.BodyAsync()).Length));
            }
        }

        sizes.Count.ShouldBeGreaterThan(3, "page, style sheets and script");
        sizes.Sum(s => s.Bytes).ShouldBeLessThan(FirstPageBytes, string.Join(", ", sizes));
    }

    private async Task FileARequestAsync(IPage page, string host)
    {
        await page.GotoAsync(demo.Url(host, "/requests/new/other"));
        await page.Locator("#Subject").FillAsync("Where is it? 在哪里？");
        await page.Locator("#Body").FillAsync("It should be here …");
        await page.Locator("#Name").FillAsync("Li Lei");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
        await page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
    }
}
