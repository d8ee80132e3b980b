using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>
/// Every kind of page with the demo data, in both languages, light and dark, desktop and phone: no script errors, no
/// sideways scrolling; pictures are kept.
/// </summary>
public sealed class PagesTests(BrowserFixture browser, DemoServer demo)
{
    private static readonly string[] PortalPages =
    [
        "/",
        "/search?q={word}",
        "/kb/{category}",
        "/requests/new",
        "/requests/new/account",
        "/verify",
        "/signin",
    ];
    private static readonly string[] HostPages = ["/", "/plans", "/signup", "/signin"];

    /// <summary>Those of the settings are walked by <see cref="ConsoleTests"/>.</summary>
    private static readonly string[] StaffPages =
    [
        "/desk",
        "/desk/wall",
        "/desk/presence",
        "/desk/tasks",
        "/desk/stars",
        "/desk/exceptions",
        "/desk/rehearsal",
        "/desk/kb",
        "/account",
    ];

    [Theory]
    [InlineData("acme", "en-US", 1440, ColorScheme.Light)]
    [InlineData("acme", "en-US", 360, ColorScheme.Dark)]
    [InlineData("yunduan", "zh-CN", 1440, ColorScheme.Dark)]
    [InlineData("yunduan", "zh-CN", 360, ColorScheme.Light)]
    public async Task Should_Show_The_Portal(string slug, string locale, int width, ColorScheme scheme)
    {
        var pages = PortalPages.Select(p =>
            p.Replace("{word}", slug == "acme" ? "refund" : "退款", StringComparison.Ordinal)
                .Replace("{category}", slug == "acme" ? "billing" : "orders", StringComparison.Ordinal)
        );
        await using var person = await browser.OpenAsync($"portal-{slug}-{width}-{scheme}".ToLowerInvariant(), locale, width, 900, scheme);
        await VisitAsync(person, slug + ".localhost", pages);
    }

    [Theory, InlineData("en-US", 1440, ColorScheme.Light), InlineData("zh-CN", 360, ColorScheme.Dark)]
    public async Task Should_Show_The_Host_Site(string locale, int width, ColorScheme scheme)
    {
        await using var person = await browser.OpenAsync($"host-{locale}-{width}-{scheme}".ToLowerInvariant(), locale, width, 900, scheme);
        await VisitAsync(person, "localhost", HostPages);
    }

    [Theory]
    [InlineData("acme", "en-US", 1440, ColorScheme.Light)]
    [InlineData("yunduan", "zh-CN", 1440, ColorScheme.Dark)]
    [InlineData("yunduan", "zh-CN", 390, ColorScheme.Light)]
    public async Task Should_Show_The_Desk(string slug, string locale, int width, ColorScheme scheme)
    {
        await using var person = await browser.OpenAsync($"staff-{slug}-{width}-{scheme}".ToLowerInvariant(), locale, width, 900, scheme);
        await demo.EnterAsync(person, slug, "/desk");
        await VisitAsync(person, slug + ".localhost", StaffPages, ".cs-shell__main h1, .cs-rows, .cs-page h1");
    }

    [Fact]
    public async Task Should_Ask_Before_Unsaved_Brand_Changes_Are_Lost()
    {
        await using var person = await browser.OpenAsync("branding-leave", "en-US", 1440, 900, ColorScheme.Light);
        await demo.EnterAsync(person, "acme", "/admin/branding");
        await person.Page.Locator("#Name").FillAsync("Acme & Co");
        await Assertions.Expect(person.Page.Locator(".cs-savebar")).ToBeVisibleAsync();

        await person.Page.Locator("a[href='/admin/people']").First.ClickAsync();
        await Assertions.Expect(person.Page.Locator(".mud-dialog")).ToContainTextAsync("Your changes are not saved yet");
        await Assertions.Expect(person.Page.Locator(".mud-dialog-actions button").First).ToBeFocusedAsync();
        await person.ShootAsync("question");
        await person.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(person.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(person.Page.Locator("#Name")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("& Co$"));
        person.Page.Url.ShouldEndWith("/admin/branding");

        await person.Page.Locator("a[href='/admin/people']").First.ClickAsync();
        await person.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/admin/people$"));
    }

    private async Task VisitAsync(Person person, string host, IEnumerable<string> pages, string ready = "h1")
    {
        var wide = new List<string>();
        foreach (var page in pages)
        {
            await person.Page.GotoAsync(demo.Url(host, page));
            await Assertions.Expect(person.Page.Locator(ready).First).ToBeAttachedAsync(new() { Timeout = 30_000 });
            await person.Page.WaitForTimeoutAsync(page.StartsWith("/desk", StringComparison.Ordinal) ? 700 : 100);
            await person.ShootAsync(page.Trim('/').Replace('/', '_').Split('?')[0] is { Length: > 0 } name ? name : "home");
            if (await person.ScrollsSidewaysAsync())
            {
                wide.Add(page);
            }
        }

        wide.ShouldBeEmpty("pages that scroll sideways");
        person.Errors.ShouldBeEmpty();
    }
}
