using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// The main job with three people in a real browser: an end user finds an article and files a request, an agent answers, a late answer is
/// escalated to the lead by the background, the agent solves it, the user rates.
/// </summary>
public sealed class MainJobTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "acme", "saas", "en", "en-US", "sign in", "I cannot sign in any more")]
    [InlineData(DatabaseProvider.Sqlite, "yunduan", "ecommerce", "zh-Hans", "zh-CN", "退款", "充电宝充不进电，想退款")]
    [InlineData(DatabaseProvider.PostgreSql, "acme", "saas", "en", "en-US", "sign in", "I cannot sign in any more")]
    [InlineData(DatabaseProvider.PostgreSql, "yunduan", "ecommerce", "zh-Hans", "zh-CN", "退款", "充电宝充不进电，想退款")]
    public async Task Should_Do_The_Main_Job(
        DatabaseProvider provider,
        string slug,
        string template,
        string language,
        string locale,
        string words,
        string subject
    )
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await Company.FoundAsync(product, slug, template, language);
        await using var server = await ServerProcess.StartAsync(settings);
        var company = new Company(product, server, tenant);
        var name = $"job-{slug}-{provider}".ToLowerInvariant();
        await using var agent = await browser.OpenAsync($"{name}-agent", locale);
        await using var lead = await browser.OpenAsync($"{name}-lead", locale);
        await using var user = await browser.OpenAsync($"{name}-user", locale, 390, 844);

        await company.SignInAsync(agent, "agent");
        await FindAnArticleAsync(user, company, words);
        var number = await FileARequestAsync(user, company, subject);
        await AnswerAsync(agent, company, number, "We have found it and will tell you more by 15:00 today.", "InProgress");
        await ShouldReadAsync(user, "by 15:00 today");

        // The promise of a solution runs out: the sweeper breaks it, the escalation policy tells the lead.
        await company.AskLeadsToAcceptAsync();
        await company.LetPromisesPassAsync(number);
        await Wait.UntilAsync(async () => await company.EscalationLevelAsync(number) == 1, "the late request is escalated", 90);
        await company.SignInAsync(lead, "lead");
        await lead.Page.GotoAsync(company.Url($"/desk/tickets/{number}"));
        await Expect(lead.Page.Locator(".cs-ticket__subject")).ToContainTextAsync(subject);
        await Expect(lead.Page.Locator(".cs-ticket .cs-chip-clock--late").First).ToBeVisibleAsync();
        await Expect(lead.Page.Locator(".cs-top .cs-count").First).ToBeVisibleAsync();
        await lead.ShootAsync("escalated");
        await lead.Page.Locator(".cs-ticket .cs-notice--danger .cs-btn--primary").ClickAsync();
        await Expect(lead.Page.Locator(".cs-ticket .cs-notice--danger")).ToHaveCountAsync(0);
        await lead.ShootAsync("accepted");

        await AnswerAsync(agent, company, number, "Solved. If it comes back within 14 days, just answer here.", "Resolved");
        await RateAsync(user);
        user.Errors.ShouldBeEmpty();
        agent.Errors.ShouldBeEmpty();
        lead.Errors.ShouldBeEmpty();
    }

    private static async Task FindAnArticleAsync(Person user, Company company, string words)
    {
        await user.Page.GotoAsync(company.Url());
        await Expect(user.Page.Locator(".cs-guard").First).ToBeVisibleAsync();
        await user.ShootAsync("1-home");
        await user.Page.Locator("input[name=q]").First.FillAsync(words);
        await user.Page.Keyboard.PressAsync("Enter");
        await user.ShootAsync("2-search");
        await user.Page.Locator(".cs-results__title").First.ClickAsync();
        await Expect(user.Page.Locator(".cs-prose")).ToBeVisibleAsync();
        await user.ShootAsync("3-article");
        await user.Page.Locator(".cs-helpful button").First.ClickAsync();
    }

    private static async Task<long> FileARequestAsync(Person user, Company company, string subject)
    {
        await user.Page.GotoAsync(company.Url("/requests/new/other"));
        await user.Page.Locator("#Subject").FillAsync(subject);
        await user.Page.Locator("#Body").FillAsync(subject + " …");
        await user.Page.Locator("form[data-draft] button[type=submit]").ClickAsync();

        // Name and address are missing: said beside the field and on top, and nothing is lost.
        await Expect(user.Page.Locator(".cs-summary")).ToBeVisibleAsync();
        await Expect(user.Page.Locator("#Subject")).ToHaveValueAsync(subject);
        await user.ShootAsync("4-form-incomplete");
        await FillRequiredAsync(user);
        await user.Page.Locator("#Name").FillAsync("李雷 Li Lei");
        await user.Page.Locator("#Email").FillAsync("li.lei@example.com");
        await user.Page.Locator("form[data-draft] button[type=submit]").ClickAsync();
        await Expect(user.Page).ToHaveURLAsync(new Regex("/requests/sent"));
        await Expect(user.Page.Locator(".cs-promise").First).ToBeVisibleAsync();
        await user.ShootAsync("5-sent");
        await user.Page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(user.Page).ToHaveURLAsync(new Regex("/requests/[0-9]+"));
        var number = long.Parse(new Uri(user.Page.Url).Segments[^1], System.Globalization.CultureInfo.InvariantCulture);

        // So far only the filer's own words; the link in the email shows that the address is his.
        await Expect(user.Page.Locator(".cs-progress")).ToHaveCountAsync(0);
        await user.ShootAsync("6-receipt");
        await user.Page.FollowMailedAsync(await company.MailedLinkAsync(number));
        await Expect(user.Page.Locator(".cs-progress")).ToBeVisibleAsync();
        await user.ShootAsync("6-request");
        return number;
    }

    /// <summary>Answers whatever else the form of this type asks for.</summary>
    private static async Task FillRequiredAsync(Person user)
    {
        foreach (var field in await user.Page.Locator(".cs-field.is-invalid").AllAsync())
        {
            if (await field.Locator("input[type=radio]").CountAsync() > 0)
            {
                await field.Locator("input[type=radio]").First.CheckAsync();
            }
            else if (await field.Locator("select").CountAsync() > 0)
            {
                await field.Locator("select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            }
            else if (
                await field.Locator("input, textarea").CountAsync() > 0
                && await field.Locator("input, textarea").First.InputValueAsync() == ""
            )
            {
                await field.Locator("input, textarea").First.FillAsync("1234");
            }
        }
    }

    private static async Task AnswerAsync(Person agent, Company company, long number, string text, string status)
    {
        await agent.Page.GotoAsync(company.Url($"/desk/tickets/{number}"));
        await Expect(agent.Page.Locator("#composer-text")).ToBeVisibleAsync();
        await agent.Page.Locator("#composer-after").SelectOptionAsync(status);
        await agent.Page.Locator("#composer-text").FillAsync(text);
        await agent.ShootAsync(status == "Resolved" ? "3-solve" : "1-answer");
        await agent.Page.Locator("#composer-text").PressAsync("Control+Enter");
        await Expect(agent.Page.Locator(".cs-timeline")).ToContainTextAsync(text, new() { Timeout = 30_000 });
    }

    private static async Task ShouldReadAsync(Person user, string text)
    {
        await user.Page.ReloadAsync();
        await Expect(user.Page.Locator(".cs-thread")).ToContainTextAsync(text);
    }

    private static async Task RateAsync(Person user)
    {
        await user.Page.ReloadAsync();
        await user.Page.Locator(".cs-rate__item").Nth(4).ClickAsync();
        await user.ShootAsync("7-rate");
        await user.Page.Locator("#rate button[type=submit]").ClickAsync();
        await Expect(user.Page.Locator(".cs-rate__item")).ToHaveCountAsync(0);
        await Expect(user.Page.Locator(".cs-notice--success").First).ToBeVisibleAsync();
        await user.ShootAsync("8-rated");
    }
}
