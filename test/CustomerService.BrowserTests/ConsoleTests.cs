using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>Every page of settings and host console, walked once in each theme: nothing that keeps somebody out.</summary>
public sealed class ConsoleTests(BrowserFixture browser, DemoServer demo)
{
    private static readonly string[] Settings =
    [
        "/admin",
        "/admin/branding",
        "/admin/plan",
        "/admin/billing",
        "/admin/audit",
        "/admin/people",
        "/admin/people?show=customers",
        "/admin/people?q=nobody-is-called-this",
        "/admin/roles",
        "/admin/groups",
        "/admin/sla",
        "/admin/sla/new",
        "/admin/calendars",
        "/admin/calendars/new",
        "/admin/escalations",
        "/admin/types",
        "/admin/types/new",
        "/admin/macros",
        "/admin/reasons",
        "/admin/kb",
        "/admin/channels",
        "/admin/mail",
        "/admin/tokens",
        "/admin/data",
    ];

    private static readonly string[] Host = ["/host/tenants", "/host/plans", "/host/billing", "/host/deletions", "/host/dead-letters"];

    [Theory]
    [InlineData("acme", "en-US", 1440, ColorScheme.Light)]
    [InlineData("yunduan", "zh-CN", 390, ColorScheme.Dark)]
    [InlineData(null, "en-US", 1280, ColorScheme.Dark)]
    [InlineData(null, "zh-CN", 390, ColorScheme.Light)]
    public async Task Should_Keep_Nobody_Out(string? slug, string locale, int width, ColorScheme scheme)
    {
        await using var person = await browser.OpenAsync(
            $"console-{slug ?? "host"}-{width}-{scheme}".ToLowerInvariant(),
            locale,
            width,
            900,
            scheme
        );
        var found = new List<string>();
        foreach (var path in slug is null ? Host : Settings)
        {
            var page = person.Page.Url == "about:blank" ? await demo.EnterAsync(person, slug, path) : person.Page;
            await page.GotoAsync(demo.Url(slug is null ? "localhost" : slug + ".localhost", path));
            await Expect(page.Locator(".cs-shell__main h1").First).ToBeVisibleAsync();
            await Expect(page.Locator("[aria-busy=true], .mud-table-loading")).ToHaveCountAsync(0);
            await person.ShootAsync(path.Trim('/').Replace('/', '_').Replace('?', '-'));
            if (await person.ScrollsSidewaysAsync())
            {
                found.Add($"{path} scrolls sideways");
            }

            found.AddRange((await Axe.SeriousAsync(page)).Select(barrier => $"{path}: {barrier}"));
        }

        found.ShouldBeEmpty();
        person.Errors.ShouldBeEmpty();
    }
}
