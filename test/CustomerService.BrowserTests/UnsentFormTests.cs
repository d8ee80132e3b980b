using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>No network at the moment of sending, cookies gone, an error page in between: what was typed is still there.</summary>
public sealed class UnsentFormTests(BrowserFixture browser, DemoServer demo)
{
    [Theory, InlineData("acme.localhost", "en-US"), InlineData("yunduan.localhost", "zh-CN")]
    public async Task Should_Stay_On_The_Form_Without_A_Network_And_Send_When_It_Is_Back(string host, string locale)
    {
        await using var person = await browser.OpenAsync($"offline-{locale}", locale, 390, 844);
        var page = person.Page;
        await FillAsync(page, host);
        await page.Context.SetOfflineAsync(true);
        await SendAsync(page);
        await Expect(page.Locator("[data-unsent]")).ToBeVisibleAsync();
        await Expect(page.Locator("#Body")).ToHaveValueAsync("It should be here.");
        await person.ShootAsync("notice");

        await page.Context.SetOfflineAsync(false);
        await SendAsync(page);
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
    }

    [Theory, InlineData("acme.localhost", "en-US"), InlineData("yunduan.localhost", "zh-CN")]
    public async Task Should_Have_Everything_In_The_Form_Again_When_The_Cookies_Were_Lost(string host, string locale)
    {
        await using var person = await browser.OpenAsync($"cookies-{locale}", locale, 390, 844);
        var page = person.Page;
        await FillAsync(page, host);
        await page.Context.ClearCookiesAsync();
        await SendAsync(page);
        await Expect(page.Locator("#unsent")).ToBeVisibleAsync();
        await Expect(page.Locator("#Body")).ToHaveValueAsync("It should be here.");
        await Expect(page.Locator("#Email")).ToHaveValueAsync("li.lei@example.com");
        await person.ShootAsync("again");
        await SendAsync(page);
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
    }

    [Fact]
    public async Task Should_Keep_The_Draft_When_The_Server_Did_Not_Take_The_Text()
    {
        await using var person = await browser.OpenAsync("draft-kept", "en-US", 390, 844);
        var page = person.Page;
        await FillAsync(page, "acme.localhost");
        await page.RouteAsync(
            "**/requests/new/other",
            route =>
                route.Request.Method == "POST" ? route.FulfillAsync(new() { Status = 502, Body = "Bad gateway" }) : route.ContinueAsync()
        );
        await SendAsync(page);
        await Expect(page.Locator("body")).ToContainTextAsync("Bad gateway");
        await page.GotoAsync(demo.Url("acme.localhost", "/requests/new/other"));
        await Expect(page.Locator("#Body")).ToHaveValueAsync("It should be here.");
        await Expect(page.Locator("#Email")).ToHaveValueAsync("li.lei@example.com");
    }

    private async Task FillAsync(IPage page, string host)
    {
        await page.GotoAsync(demo.Url(host, "/requests/new/other"));
        await page.Locator("#Subject").FillAsync("Where is it?");
        await page.Locator("#Body").FillAsync("It should be here.");
        await page.Locator("#Name").FillAsync("Li Lei");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
    }

    private static Task SendAsync(IPage page) => page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
}
