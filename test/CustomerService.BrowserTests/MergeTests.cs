using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>An agent makes one ticket of two, without a mouse; the customer is led from the old number to the new one.</summary>
public sealed class MergeTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "en-US", "en", 1440)]
    [InlineData(DatabaseProvider.PostgreSql, "zh-CN", "zh-Hans", 390)]
    public async Task Should_Merge_By_Keyboard_And_Lead_The_Customer_On(
        DatabaseProvider provider,
        string locale,
        string language,
        int width
    )
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await Company.FoundAsync(product, "acme", "saas", language);
        await using var server = await ServerProcess.StartAsync(settings);
        var company = new Company(product, server, tenant);
        var (first, second) = (
            await company.FileAsync("Parcel is missing", "Where is my parcel?"),
            await company.FileAsync("Parcel again", "Order 77 never came.")
        );

        // The mailed links prove that both requests are hers; without that each link opens its own part only.
        await using var dora = await browser.OpenAsync($"merge-{language}-customer", locale, width, script: false);
        foreach (var ticket in new[] { first, second })
        {
            await dora.Page.FollowMailedAsync(await company.LinkAsync(ticket));
            await Wait.UntilAsync(() => company.IsProvenAsync(ticket.Id), "the address is proven");
        }

        await using var agent = await browser.OpenAsync($"merge-{language}-agent", locale, width);
        await company.SignInAsync(agent, "agent");
        await agent.Page.GotoAsync(company.Url($"/desk/tickets/{second.Number}"));
        await Expect(agent.Page.Locator(".cs-event__body")).ToContainTextAsync("Order 77");
        await PressUntilOpenAsync(agent.Page, "g", "#merge-find");
        await Expect(agent.Page.Locator("#merge-find")).ToBeFocusedAsync();
        await Expect(agent.Page.Locator("#merge-find")).ToHaveValueAsync("");
        await Expect(agent.Page.Locator(".mud-dialog input[type=radio]")).ToHaveCountAsync(1);
        await agent.Page.Keyboard.PressAsync("Tab");
        await agent.Page.Keyboard.PressAsync("Space");
        await Expect(agent.Page.Locator(".mud-dialog li").First).ToContainTextAsync($"#{second.Number}");
        await agent.ShootAsync("1-dialog");

        // Escape gives it up, and leads back to where one was.
        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(agent.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await agent.Page.Locator("#ticket-merge").ClickAsync();
        await agent.Page.Locator(".mud-dialog input[type=radio]").First.CheckAsync();
        await Expect(agent.Page.Locator("#merge-do")).ToBeEnabledAsync();
        await agent.Page.Locator("#merge-do").FocusAsync();
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(agent.Page).ToHaveURLAsync(new Regex($"/desk/tickets/{first.Number}"));
        await Expect(agent.Page.Locator(".cs-event__body")).ToHaveCountAsync(2);
        await Expect(agent.Page.Locator(".cs-event__head .cs-badge:not(.cs-badge--warning)")).ToContainTextAsync($"#{second.Number}");
        await Expect(agent.Page.Locator($".cs-row:has-text('#{second.Number}') .cs-badge--info")).ToHaveCountAsync(0);
        await agent.ShootAsync("2-timeline");

        await agent.Page.GotoAsync(company.Url($"/desk/tickets/{second.Number}"));
        await Expect(agent.Page.Locator("#merged-into")).ToContainTextAsync($"#{first.Number}");
        await Expect(agent.Page.Locator(".cs-composer")).ToHaveCountAsync(0);
        await agent.ShootAsync("3-old-number");
        agent.Errors.ShouldBeEmpty();

        await dora.Page.FollowMailedAsync(await company.LinkAsync(second));
        await Expect(dora.Page).ToHaveURLAsync(new Regex($"/requests/{first.Number}"));
        await Expect(dora.Page.Locator(".cs-msg")).ToHaveCountAsync(2);
        await Expect(dora.Page.Locator(".cs-msg .cs-badge")).ToContainTextAsync($"#{second.Number}");
        await dora.ShootAsync("4-portal", fullPage: true);
    }

    /// <summary>
    /// The text of a page is here a moment before its keys are: a key that nobody heard is pressed again, one that was
    /// heard is not.
    /// </summary>
    private static async Task PressUntilOpenAsync(IPage page, string key, string selector)
    {
        for (var attempt = 1; ; attempt++)
        {
            await page.Keyboard.PressAsync(key);
            try
            {
                await Expect(page.Locator(selector)).ToBeVisibleAsync(new() { Timeout = 5_000 });
                return;
            }
            catch (PlaywrightException) when (attempt < 4)
            {
                // Not heard.
            }
        }
    }
}
