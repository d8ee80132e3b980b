using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// A request form as people meet it: kept drafts, an article instead of a request, answers that do not fit, and what
/// the company knows already.
/// </summary>
public sealed class FormTests(BrowserFixture browser, DemoServer demo)
{
    [Fact]
    public async Task Should_Keep_A_Draft_Until_It_Is_Sent()
    {
        await using var person = await browser.OpenAsync("draft", "en-US", 390, 844);
        var page = person.Page;
        await GoAsync(page, "/requests/new/other");
        await page.Locator("#Subject").FillAsync("Where is my invoice?");
        await page.Locator("#Body").FillAsync("It should be here.");
        await page.Locator("#Name").FillAsync("Li Lei");
        await GoAsync(page, "/");
        await GoAsync(page, "/requests/new/billing");
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("");
        await GoAsync(page, "/requests/new/other");
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("Where is my invoice?");
        await Expect(page.Locator("#Body")).ToHaveValueAsync("It should be here.");

        await page.Locator("#Email").FillAsync("li.lei@example.com");
        await page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
        await GoAsync(page, "/requests/new/other");
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("");
        (await page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('draft:')).length")).ShouldBe(0);
        person.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Send_Nothing_When_An_Article_Solved_It()
    {
        await using var person = await browser.OpenAsync("solved", "zh-CN", 390, 844, ColorScheme.Dark);
        var page = person.Page;
        await page.GotoAsync(demo.Url("yunduan.localhost", "/requests/new/other"));
        await page.Locator("#Subject").PressSequentiallyAsync("怎么退款");
        await Expect(page.Locator(".cs-suggest li").First).ToBeVisibleAsync();
        await person.ShootAsync("suggested", fullPage: true);
        var voted = page.WaitForResponseAsync("**/portal/vote");
        await page.Locator(".cs-suggest li button").First.ClickAsync();
        (await voted).Ok.ShouldBeTrue("the article gets the credit");
        await Expect(page.Locator(".cs-notice--success")).ToBeVisibleAsync();
        await Expect(page.Locator("form[data-draft]")).ToHaveCountAsync(0);
        await person.ShootAsync("thanks", fullPage: true);
        await page.ReloadAsync();
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("");
        person.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_Say_What_Fits(bool script)
    {
        await using var person = await browser.OpenAsync($"rules-{script}", "en-US", 390, 844, script: script);
        var page = person.Page;
        await GoAsync(page, "/requests/new/charge");
        var amount = page.Locator("[name='Fields[amount]']");
        await Expect(page.Locator(".cs-field:has([name='Fields[amount]']) .cs-help")).ToContainTextAsync("0 or more.");
        await amount.FillAsync("-5");
        await amount.BlurAsync();
        var problem = page.Locator(".cs-field:has([name='Fields[amount]']) .cs-error");
        await Expect(problem).ToHaveCountAsync(script ? 1 : 0);
        await page.Locator("form[data-draft] button[type=submit]:visible").Last.ClickAsync();
        await Expect(page.Locator(".cs-summary")).ToBeVisibleAsync();
        await page.Locator("#Subject").FillAsync("Charged twice");
        await page.Locator("#Body").FillAsync("Look");
        await page.Locator("[name='Fields[invoice]']").FillAsync("INV-1");
        await page.Locator("[name='Fields[date]']").FillAsync("2026-01-02");
        await page.Locator("input[name='Fields[reason]']").First.CheckAsync();
        await page.Locator("#Name").FillAsync("Li Lei");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
        await page.Locator("form[data-draft] button[type=submit]:visible").Last.ClickAsync();
        await Expect(page.Locator(".cs-summary")).ToContainTextAsync("0 or more.");
        await person.ShootAsync("refused", fullPage: true);
        await amount.FillAsync("5");
        await amount.BlurAsync();
        await Expect(problem).ToHaveCountAsync(script ? 0 : 1);
    }

    [Fact]
    public async Task Should_Show_What_The_Company_Signed_And_Ignore_What_Anybody_Wrote()
    {
        await using var admin = await browser.OpenAsync("prefill-admin", "en-US", 1280, 900);
        await demo.EnterAsync(admin, "acme", "/admin/types");
        await admin.Page.Locator("section[aria-labelledby=prefill-title] button").ClickAsync();
        var secret = await admin.Page.Locator("section[aria-labelledby=prefill-title] input").InputValueAsync();
        await admin.ShootAsync("secret", fullPage: true);

        var payload = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                """{"exp":4102444800,"subject":"Charged twice","fields":{"invoice":"INV-2041","amount":"49"},"editable":["amount"]}"""
            )
        );
        var token =
            payload
            + "."
            + Base64Url.EncodeToString(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"prefill.charge.{payload}"))
            );
        await using var customer = await browser.OpenAsync("prefill", "en-US", 390, 844);
        var page = customer.Page;
        await GoAsync(page, $"/requests/new/charge?prefill={token}");
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("Charged twice");
        await Expect(page.Locator(".cs-locked")).ToContainTextAsync("INV-2041 from Acme");
        await Expect(page.Locator("input[name='Fields[amount]']")).ToHaveValueAsync("49");
        await customer.ShootAsync("form", fullPage: true);
        await page.EvaluateAsync("document.querySelector(\"[name='Fields[invoice]']\").value = 'INV-1'");
        await page.Locator("#Body").FillAsync("Look");
        await page.Locator("[name='Fields[date]']").FillAsync("2026-01-02");
        await page.Locator("input[name='Fields[reason]']").First.CheckAsync();
        await page.Locator("#Name").FillAsync("Li Lei");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
        await page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
        await page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(page.Locator("dd:has-text('INV-2041') .cs-badge--success")).ToBeVisibleAsync();
        await customer.ShootAsync("kept", fullPage: true);

        await GoAsync(page, $"/requests/new/charge?prefill={payload}.AAAA&Fields[invoice]=INV-666&Subject=fake");
        await Expect(page.Locator(".cs-notice--info")).ToContainTextAsync("incomplete or has expired");
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("");
        await Expect(page.Locator("input[name='Fields[invoice]']")).ToHaveValueAsync("");
    }

    private Task GoAsync(IPage page, string path) => page.GotoAsync(demo.Url("acme.localhost", path));
}
