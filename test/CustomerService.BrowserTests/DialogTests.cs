using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// Every dialog fits the window with its buttons in sight, has no barriers, closes by Escape and gives the focus back.
/// </summary>
public sealed class DialogTests(BrowserFixture browser, DemoServer demo)
{
    private static readonly (string Page, string Opener)[] Dialogs =
    [
        ("/admin/people", ".cs-btn--primary"),
        ("/admin/people", ".mud-table-body .cs-link"),
        ("/admin/tokens", ".cs-btn--primary"),
        ("/admin/audit", ".mud-table-body .cs-link"),
        ("/admin/channels", ".cs-btn--primary"),
        ("/admin/macros", ".cs-btn--primary"),
        ("/admin/reasons", ".cs-btn--primary"),
        ("/desk", "#queue-new"),
    ];

    [Theory]
    [InlineData("acme", "en-US", 1440, ColorScheme.Light)]
    [InlineData("acme", "en-US", 390, ColorScheme.Dark)]
    [InlineData("yunduan", "zh-CN", 1280, ColorScheme.Dark)]
    [InlineData("yunduan", "zh-CN", 390, ColorScheme.Light)]
    public async Task Should_Open_In_Sight_And_Give_The_Focus_Back(string slug, string locale, int width, ColorScheme scheme)
    {
        await using var person = await browser.OpenAsync($"dialog-{slug}-{width}-{scheme}".ToLowerInvariant(), locale, width, 800, scheme);
        var page = await demo.EnterAsync(person, slug, "/admin");
        var number = 0;
        foreach (var (path, selector) in Dialogs)
        {
            await page.GotoAsync(demo.Url(slug + ".localhost", path));
            // A page that has just come takes the focus to its heading.
            await Expect(page.Locator("h1").First).ToBeFocusedAsync();

            var opener = page.Locator(selector).First;
            await opener.FocusAsync();
            await opener.PressAsync("Enter");
            var dialog = page.Locator(".mud-dialog");
            await Expect(dialog).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(400);
            await person.ShootAsync($"{++number}");
            await Expect(page.Locator(".mud-dialog-actions button").Last).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(page.Locator(".mud-dialog :focus")).ToHaveCountAsync(1);
            (await Axe.SeriousAsync(page, ".mud-dialog")).ShouldBeEmpty(path);
            await page.Keyboard.PressAsync("Escape");
            await Expect(dialog).ToHaveCountAsync(0);
            await Expect(opener).ToBeFocusedAsync();
        }

        person.Errors.ShouldBeEmpty();
    }
}
