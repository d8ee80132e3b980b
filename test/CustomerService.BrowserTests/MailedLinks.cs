using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

internal static class MailedLinks
{
    /// <summary>Opens the link and presses its button, where there is one: whoever is signed in already goes on at once.</summary>
    public static async Task FollowMailedAsync(this IPage page, string link)
    {
        await page.GotoAsync(link);
        var button = page.Locator("form:has(input[name=_handler][value=open]) button[type=submit]");
        if (await button.CountAsync() > 0)
        {
            await button.ClickAsync();
            await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/access/"));
        }
    }
}
