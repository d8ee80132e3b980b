using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>The page about the API.</summary>
public sealed class ApiReferenceTests(BrowserFixture browser, DemoServer demo)
{
    [Fact]
    public async Task Should_Show_What_The_Api_Takes_And_Load_Nothing_From_Elsewhere()
    {
        await using var person = await browser.OpenAsync("api-reference", "en-US", 1440, 900, ColorScheme.Light);
        var page = person.Page;
        var elsewhere = new List<string>();
        var address = new Uri(demo.Url("acme.localhost", "/api/docs"));
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != address.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };
        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page.GetByText("/api/v1/tickets").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Idempotency-Key").First).ToBeVisibleAsync();
        await person.ShootAsync("page");
        elsewhere.ShouldBeEmpty();
        person.Errors.ShouldBeEmpty();
    }
}
