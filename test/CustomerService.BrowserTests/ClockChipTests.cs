using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// What an agent reads off a chip is right at any moment: while the connection is cut, after a sleep, and when the
/// server is heard again.
/// </summary>
public sealed class ClockChipTests(BrowserFixture browser)
{
    [Fact]
    public async Task Should_Be_Right_While_Cut_Off_After_Sleep_And_After_Reconnecting()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await Company.FoundAsync(product, "acme", "saas", "en");
        await using var server = await ServerProcess.StartAsync(settings);
        await using var wire = new Wire(server.Port);
        var company = new Company(product, server, tenant, wire.Port);
        var ticket = await company.FileAsync("Where is it?", "My order.");
        await Wait.UntilAsync(async () => await company.CountClocksAsync(ticket.Id, "Running") == 2, "the promises are made", 60);
        var due = DateTime.UtcNow.AddMinutes(50);
        await company.SetDueAsync(ticket.Id, due);

        await using var agent = await browser.OpenAsync("clock-chips");
        await agent.Page.Clock.InstallAsync();
        await company.SignInAsync(agent, "agent");
        await agent.Page.GotoAsync(company.Url($"/desk/tickets/{ticket.Number}"));
        var chip = agent.Page.Locator(".cs-ticket .cs-chip-clock").First;
        await Expect(chip.Locator(".cs-left")).ToBeVisibleAsync();
        await ShouldBeRightAsync();

        // The lid is closed for two hours: what was drawn before would be wrong, and is not shown for a second.
        wire.Sleep();
        await agent.Page.Clock.FastForwardAsync("02:00:00");
        await ShouldShowTheInstantAsync();
        await agent.ShootAsync("after-sleep");
        wire.Wake();
        await Expect(chip.Locator(".cs-left")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ShouldBeRightAsync();

        // The connection is cut, and the promise runs out meanwhile.
        wire.Cut();
        await agent.Page.Clock.FastForwardAsync("01:00");
        await ShouldShowTheInstantAsync();
        await agent.ShootAsync("cut-off");
        await company.LetPromisesPassAsync(ticket.Number);
        await Wait.UntilAsync(async () => await company.CountClocksAsync(ticket.Id, "Breached") == 2, "the promises are broken", 90);
        wire.Mend();
        await Expect(agent.Page.Locator(".cs-ticket .cs-chip-clock--late .cs-left").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(agent.Page.Locator("html.is-stale")).ToHaveCountAsync(0);
        await agent.ShootAsync("reconnected");

        async Task ShouldShowTheInstantAsync()
        {
            await Expect(chip.Locator(".cs-due")).ToBeVisibleAsync();
            await Expect(chip.Locator(".cs-left")).ToBeHiddenAsync();
            (await chip.Locator(".cs-due").InnerTextAsync()).ShouldEndWith(
                due.AddHours(8).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                Case.Sensitive,
                "in the reader's zone"
            );
        }

        async Task ShouldBeRightAsync()
        {
            var shown = int.Parse(
                Regex.Match(await chip.Locator(".cs-left").InnerTextAsync(), @"(\d+) min").Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture
            );
            (due - DateTime.UtcNow).TotalMinutes.ShouldBe(shown + 0.5, 1, "a beat of 20 s, and full minutes");
        }
    }
}
