using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests;

public sealed class AccessLinkTests
{
    [Fact]
    public async Task Should_Let_A_Customer_In_To_One_Ticket_Only()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var ticket = Guid.NewGuid();
        var token = await LinkAsync(host, acme.Id, TimeSpan.FromDays(1), ticket);
        using var browser = host.Browser("acme.localhost");

        (await browser.GetStringAsync("/test/access?token=" + token)).ShouldContain("/requests/1042");
        (await WebTestHost.WhoAsync(browser)).ShouldBe($"li@mail.example|customer|{acme.Id}|{ticket}");
    }

    [Fact]
    public async Task Should_Offer_A_New_Link_For_One_That_Is_Too_Old()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var token = await LinkAsync(host, acme.Id, TimeSpan.FromSeconds(-1));
        using var browser = host.Browser("acme.localhost");
        (await browser.GetStringAsync("/test/access?token=" + token)).ShouldContain("\"canRenew\":true");
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");

        await host.RunAsync(acme.Id, p => p.GetRequiredService<ISignInAppService>().RenewLinkAsync(new RenewLinkInput { Token = token }));

        var fresh = Regex.Match(host.Mails.ShouldHaveSingleItem().ActionUrl!, "/access/(.+)$").Groups[1].Value;
        (await browser.GetStringAsync("/test/access?token=" + fresh)).ShouldContain("/requests/1042");
    }

    [Fact]
    public async Task Should_Refuse_A_Link_Of_Another_Tenant_Or_A_Changed_One()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.OpenTenantAsync("beta");
        var token = await LinkAsync(host, acme.Id, TimeSpan.FromDays(1));
        using var beta = host.Browser("beta.localhost");
        (await beta.GetStringAsync("/test/access?token=" + token)).ShouldContain("\"returnUrl\":null,\"canRenew\":false");
        using var browser = host.Browser("acme.localhost");
        var changed = token[..^4] + (token[^4] == 'A' ? 'B' : 'A') + token[^3..];
        (await browser.GetStringAsync("/test/access?token=" + changed)).ShouldContain("\"returnUrl\":null,\"canRenew\":false");
    }

    [Fact]
    public async Task Should_Never_Let_Staff_In_By_A_Customers_Link()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var sam = await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@acme.example", "Sam", RoleNames.Agent, WebTestHost.Password, "en")
        );
        var token = await host.RunAsync(
            acme.Id,
            p =>
                Task.FromResult(p.GetRequiredService<IAccessLinkService>().Create(sam.Id, "/requests", TimeSpan.FromDays(1)).Split('/')[^1])
        );
        using var browser = host.Browser("acme.localhost");
        await browser.GetStringAsync("/test/access?token=" + token);
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");
    }

    [Fact]
    public async Task Should_Make_A_Customer_Of_Whoever_Follows_The_Link_In_Their_Mail()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<ISignInAppService>()
                    .SendLinkAsync(new SendLinkInput { Email = "new@mail.example", ReturnUrl = "/requests" })
        );
        var token = Regex.Match(host.Mails.ShouldHaveSingleItem().ActionUrl!, "/access/(.+)$").Groups[1].Value;
        using var browser = host.Browser("acme.localhost");
        await browser.GetStringAsync("/test/access?token=" + token);
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("new@mail.example|customer");
    }

    private static Task<string> LinkAsync(WebTestHost host, Guid tenant, TimeSpan lifetime, Guid? ticket = null) =>
        host.RunAsync(
            tenant,
            async p =>
            {
                var customer = await p.GetRequiredService<IUserIntegrationService>()
                    .GetOrCreateCustomerAsync("li@mail.example", "Li Lei", null);
                return p.GetRequiredService<IAccessLinkService>().Create(customer.Id, "/requests/1042", lifetime, ticket).Split('/')[^1];
            }
        );
}
