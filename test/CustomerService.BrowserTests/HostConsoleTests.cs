using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>What the operator of the installation does.</summary>
public sealed class HostConsoleTests(BrowserFixture browser, DemoServer demo)
{
    /// <summary>The dashboard is Hangfire's own: it must work under our policy for pages, and lead back.</summary>
    [Fact]
    public async Task Should_Lead_From_The_Menu_To_The_Dashboard_Of_Jobs_And_Back()
    {
        await using var person = await browser.OpenAsync("host-jobs", "en-US", 1440, 900, ColorScheme.Light);
        var page = await demo.EnterAsync(person, null, "/host/tenants");
        await page.Locator("a[href='/host/dead-letters']").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Dead letters");
        await person.ShootAsync("dead-letters");

        await page.Locator("a[href='/host/jobs']").First.ClickAsync();
        await Assertions.Expect(page.Locator(".page-header")).ToHaveTextAsync(new Regex("Overview"));
        await person.ShootAsync("overview");
        await page.Locator("a[href='/host/jobs/recurring']").First.ClickAsync();
        await page.Locator("tr:has-text('tickets.cleanup') input[type=checkbox]").CheckAsync();
        await page.Locator("button:has-text('Trigger now')").ClickAsync();
        await Assertions.Expect(page.Locator("tr:has-text('tickets.cleanup') a[href*='/jobs/details/']")).ToBeVisibleAsync();
        await person.ShootAsync("recurring");
        await page.Locator("tr:has-text('tickets.cleanup') a[href*='/jobs/details/']").ClickAsync();
        await Assertions.Expect(page.Locator(".state-card").First).ToBeVisibleAsync();
        await person.ShootAsync("job");
        await page.Locator("a[href='/host/tenants']").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/host/tenants$"));
        person.Errors.ShouldBeEmpty();
    }
}
