using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Refusals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>A refusal as the customer meets it: the reason on the page of his request, the appeal by one form, without script.</summary>
public sealed class RefusalTests(BrowserFixture browser)
{
    [Theory, InlineData("en", "en-US"), InlineData("zh-Hans", "zh-CN")]
    public async Task Should_Read_The_Reason_And_Appeal(string language, string locale)
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await Company.FoundAsync(product, "acme", "saas", language);
        var created = await product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "Bring it back",
                            Body = "My post is gone.",
                            Name = "Dora",
                            Email = "dora@example.com",
                        }
                    )
        );
        await product.RunAsAsync(
            tenant.Id,
            Guid.NewGuid(),
            RoleNames.Admin,
            async p =>
            {
                var reason = (await p.GetRequiredService<IRefusalAppService>().GetForEditAsync()).Single(r =>
                    r.Key == "account-restricted"
                );
                await p.GetRequiredService<IRefusalAppService>()
                    .RefuseAsync(new RefuseInput { TicketId = created.Id, ReasonId = reason.Id!.Value });
            }
        );
        await using var server = await ServerProcess.StartAsync(settings);
        var company = new Company(product, server, tenant);
        var link = await product.RunAsync(
            tenant.Id,
            p =>
                Task.FromResult(
                    p.GetRequiredService<IAccessLinkService>()
                        .Create(created.RequesterId, $"/requests/{created.Number}", TimeSpan.FromDays(1), created.Id)
                )
        );
        await ShouldHaveNoBarriersAsync(company.Url(link), language, locale);
        await using var customer = await browser.OpenAsync($"refusal-{language}", locale, 390, 844, script: false);
        await customer.Page.FollowMailedAsync(company.Url(link));
        await customer.Page.Locator("#appeal summary").ClickAsync();
        await customer.ShootAsync("told", fullPage: true);
        await customer.Page.Locator("#AppealReason").FillAsync("It was me, on a new phone.");
        await customer.Page.Locator("#appeal button[type=submit]").ClickAsync();
        await Expect(customer.Page.Locator("#appeal .cs-notice--success")).ToBeVisibleAsync();
        await Expect(customer.Page.Locator(".cs-thread")).ToContainTextAsync("on a new phone");
        await customer.ShootAsync("appealed", fullPage: true);
    }

    /// <summary>With the way to appeal open.</summary>
    private async Task ShouldHaveNoBarriersAsync(string link, string language, string locale)
    {
        foreach (var (width, scheme) in new[] { (390, ColorScheme.Dark), (1280, ColorScheme.Light) })
        {
            await using var reader = await browser.OpenAsync(
                $"refusal-{language}-{width}-{scheme}".ToLowerInvariant(),
                locale,
                width,
                844,
                scheme
            );
            await reader.Page.FollowMailedAsync(link);
            await reader.Page.Locator("#appeal summary").ClickAsync();
            await Expect(reader.Page.Locator("#AppealReason")).ToBeVisibleAsync();
            await reader.ShootAsync("open", fullPage: true);
            (await Axe.SeriousAsync(reader.Page)).ShouldBeEmpty();
        }
    }
}
