using CustomerService.TestBase;
using Microsoft.Playwright;

namespace CustomerService.Benchmarks;

/// <summary>The console in a real browser.</summary>
internal static class Desk
{
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Headless = true,
                Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"],
            }
        );

    public static async Task SignInAsync(IBrowserContext context, ServerProcess server)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address(server, "/signin"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Locator("input[name='Input.Email']").FillAsync(Product.AdminEmail);
        await page.Locator("input[name='Input.Password']").FillAsync(Product.Password);
        await page.Locator("input[name='Input.Password']").PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("/signin", StringComparison.Ordinal));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.CloseAsync();
    }

    public static string Address(ServerProcess server, string path) => $"http://{Product.Slug}.localhost:{server.Port}{path}";
}
