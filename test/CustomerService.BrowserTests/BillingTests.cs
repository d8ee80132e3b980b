using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>What a company pays, from the first plan to the end of the subscription, through Stripe's own page.</summary>
public sealed class BillingTests(BrowserFixture browser, DemoServer demo)
{
    [Theory]
    [InlineData("acme", "en-US", 1280, "Subscribe to Team", "Switch to Business", "Cancel subscription", "Keep the subscription")]
    [InlineData("yunduan", "zh-CN", 390, "订阅团队版", "换到企业版", "取消订阅", "继续订阅")]
    public async Task Should_Pay_Grow_Leave_And_Stay(
        string slug,
        string locale,
        int width,
        string take,
        string larger,
        string cancel,
        string resume
    )
    {
        demo.RequirePeer();
        await using var host = await browser.OpenAsync($"billing-host-{slug}", "en-US", 1280, 900, ColorScheme.Light);
        var console = await demo.EnterAsync(host, null, "/host/billing");
        await Button(console, "Set prices up at Stripe").ClickAsync();
        await Expect(console.Locator(".mud-snackbar")).ToContainTextAsync(new Regex("prices made"));

        await using var person = await browser.OpenAsync($"billing-{slug}", locale, width, 900, ColorScheme.Dark);
        var page = await demo.EnterAsync(person, slug, "/admin/billing");
        await person.ShootAsync("free");
        await Button(page, take).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/_mock/checkout/"));
        await Button(page, "Pay").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/admin/billing"));
        await Expect(page.Locator(".cs-badge--success").First).ToBeVisibleAsync();
        await person.ShootAsync("active");

        await Button(page, larger).ClickAsync();
        await page.Locator(".mud-dialog .mud-button-root").Last.ClickAsync();
        await Expect(Button(page, larger)).ToHaveCountAsync(0);
        await Button(page, cancel).First.ClickAsync();
        await page.Locator(".mud-dialog .mud-button-root").Last.ClickAsync();
        await Expect(Button(page, resume)).ToBeVisibleAsync();
        await person.ShootAsync("ends");
        await Button(page, resume).ClickAsync();
        await Expect(Button(page, cancel)).ToBeVisibleAsync();
        (await person.ScrollsSidewaysAsync()).ShouldBeFalse();
        (await Axe.SeriousAsync(page)).ShouldBeEmpty();

        await console.ReloadAsync();
        await Expect(console.Locator(".mud-table-body")).ToContainTextAsync(slug);
        await host.ShootAsync("one-pays");
        person.Errors.ShouldBeEmpty();
        host.Errors.ShouldBeEmpty();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
