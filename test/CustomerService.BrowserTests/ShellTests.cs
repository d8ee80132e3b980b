using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>What stands around every page of the console.</summary>
public sealed class ShellTests(BrowserFixture browser, DemoServer demo)
{
    [Theory, InlineData("account"), InlineData("bell"), InlineData("presence")]
    public async Task Should_Close_A_Menu_By_Escape_And_By_A_Click_Elsewhere(string menu)
    {
        await using var person = await browser.OpenAsync($"shell-{menu}");
        var page = await demo.EnterAsync(person, "acme", "/admin/people");
        var (button, open) = (page.Locator($"#{menu} button"), page.Locator(".mud-popover-open"));
        await button.ClickAsync();
        await Expect(open).ToBeVisibleAsync();
        await person.ShootAsync("open");
        await page.Keyboard.PressAsync("Escape");
        await Expect(open).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();

        await button.PressAsync("Enter");
        await Expect(open).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(open.Locator("[role=menuitem]:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(open).ToHaveCountAsync(0);

        await button.ClickAsync();
        await Expect(open).ToBeVisibleAsync();
        await page.Mouse.ClickAsync(600, 700);
        await Expect(open).ToHaveCountAsync(0);
        person.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Find_A_Ticket_By_The_Keyboard_Alone_And_Rest_Behind_Dialogs()
    {
        await using var person = await browser.OpenAsync("shell-palette");
        var page = await demo.EnterAsync(person, "acme", "/admin/people");
        var field = page.Locator("#palette-words");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(field).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("refund");
        await Expect(page.Locator("[role=option]").First).ToContainTextAsync("#");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("[role=option]").Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/desk/tickets/[0-9]+$"));
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        person.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Offer_An_Agent_No_Settings()
    {
        await using var person = await browser.OpenAsync("shell-agent");
        var page = await demo.EnterAsync(person, "acme", "/desk", "agent4");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("[role=option]", new() { HasText = "Knowledge" }).First).ToBeVisibleAsync();
        await Expect(page.Locator("[role=option]", new() { HasText = "API tokens" })).ToHaveCountAsync(0);
    }
}
