using System.Text.RegularExpressions;
using CustomerService.TestBase;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// Verification as people meet it: the admin registers a channel, a customer checks it, and reports what pretends to be
/// it, without script.
/// </summary>
public sealed class VerifyTests(BrowserFixture browser, DemoServer demo)
{
    [Fact]
    public async Task Should_Know_What_Was_Registered_And_Take_A_Report_Of_A_Fake()
    {
        await using var admin = await browser.OpenAsync("verify-admin", "zh-CN", 1280, 900);
        await demo.EnterAsync(admin, "yunduan", "/admin/channels");
        await admin.Page.Locator(".cs-btn--primary:has-text('新增渠道')").ClickAsync();
        await admin.Page.Locator("#channel-name").FillAsync("400-810-1234");
        await admin.ShootAsync("dialog");
        await admin.Page.Locator(".mud-dialog-actions button[type=submit]").ClickAsync();
        await Expect(admin.Page.Locator(".mud-table-root").First).ToContainTextAsync("400-810-1234");

        await using var customer = await browser.OpenAsync("verify", "zh-CN", 390, 844, ColorScheme.Dark, script: false);
        await CheckAsync(customer.Page, "＋86 400 810 1234");
        await Expect(customer.Page.Locator(".cs-notice--success")).ToBeVisibleAsync();
        await Expect(customer.Page.Locator("details")).ToHaveCountAsync(0);
        await CheckAsync(customer.Page, "400-810-1284");
        await Expect(customer.Page.Locator(".cs-notice--danger")).ToContainTextAsync("相似");
        await customer.Page.Locator("details summary").ClickAsync();
        await customer.Page.Locator("details button[type=submit]").ClickAsync();
        await Expect(customer.Page.Locator(".cs-summary li")).ToHaveCountAsync(3);
        await customer.ShootAsync("report", fullPage: true);
        await customer.Page.Locator("#Story").FillAsync("自称客服，要我转账 500 元。");
        await customer.Page.Locator("#Name").FillAsync("李雷");
        await customer.Page.Locator("#Email").FillAsync("li.lei@example.com");
        await customer.Page.Locator("details button[type=submit]").ClickAsync();
        await Expect(customer.Page).ToHaveURLAsync(new Regex("/requests/sent"));

        await admin.Page.GotoAsync(demo.Url("yunduan.localhost", "/admin/channels"));
        await Expect(admin.Page.Locator("#fakes-title ~ *, section[aria-labelledby=fakes-title] tbody").Last)
            .ToContainTextAsync("4008101284");
        await admin.ShootAsync("fakes", fullPage: true);

        // Search hears of a new ticket a moment later; here it first has all of the demo to read.
        await Wait.UntilAsync(
            async () =>
            {
                await admin.Page.GotoAsync(demo.Url("yunduan.localhost", "/desk?q=" + Uri.EscapeDataString("有人冒充我们")));
                await Expect(admin.Page.Locator(".cs-queue .cs-rows, .cs-queue .cs-empty")).ToBeVisibleAsync();
                return await admin.Page.Locator(".cs-rows").CountAsync() > 0;
            },
            "the report is found"
        );
        await Expect(admin.Page.Locator(".cs-rows")).ToContainTextAsync("400-810-1284");
    }

    private async Task CheckAsync(IPage page, string asked)
    {
        await page.GotoAsync(demo.Url("yunduan.localhost", "/verify"));
        await page.Locator("#v").FillAsync(asked);
        await page.Locator(".cs-search button").ClickAsync();
    }
}
