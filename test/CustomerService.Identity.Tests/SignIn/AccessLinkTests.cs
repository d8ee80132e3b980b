using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.SignIn;

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

    [Theory, InlineData("li@mail.example"), InlineData("new@mail.example")]
    public async Task Should_Sign_In_Once_By_A_Mailed_Link(string email)
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await LinkAsync(host, acme.Id, TimeSpan.FromDays(1));
        var token = await MailedAsync(host, acme.Id, email);
        using var browser = host.Browser("acme.localhost");
        using var other = host.Browser("acme.localhost");

        (await browser.GetStringAsync("/test/access?token=" + token)).ShouldContain("\"returnUrl\":\"/requests\"");
        (await other.GetStringAsync("/test/access?token=" + token)).ShouldContain("\"returnUrl\":null");

        (await WebTestHost.WhoAsync(other)).ShouldStartWith("nobody");
        (await browser.GetStringAsync("/test/access?token=" + token)).ShouldContain("/requests", customMessage: "who is in stays in");
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith(email);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Open_One_Session_For_Many_Who_Follow_A_Mailed_Link_At_Once(DatabaseProvider provider)
    {
        await using var host = await WebTestHost.CreateAsync(provider: provider);
        var acme = await host.OpenTenantAsync("acme");
        await LinkAsync(host, acme.Id, TimeSpan.FromDays(1));
        var token = await MailedAsync(host, acme.Id, "li@mail.example");
        using var browser = host.Browser("acme.localhost", keepCookies: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.GetAsync("/test/access?token=" + token)));

        answers.Count(a => a.Headers.Contains("Set-Cookie")).ShouldBe(1);
    }

    [Theory, InlineData("li@mail.example"), InlineData("new@mail.example")]
    public async Task Should_End_Mailed_Links_When_The_Person_Signs_Out(string email)
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await LinkAsync(host, acme.Id, TimeSpan.FromDays(1));
        var (first, second) = (await MailedAsync(host, acme.Id, email), await MailedAsync(host, acme.Id, email));
        using var browser = host.Browser("acme.localhost");
        await browser.GetStringAsync("/test/access?token=" + first);
        (await browser.PostAsync("/test/signout", null)).EnsureSuccessStatusCode();

        (await browser.GetStringAsync("/test/access?token=" + second)).ShouldContain("\"returnUrl\":null");

        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");
        var fresh = await MailedAsync(host, acme.Id, email);
        (await browser.GetStringAsync("/test/access?token=" + fresh)).ShouldContain("/requests");
    }

    [Fact]
    public async Task Should_Keep_The_Links_Of_Tickets_When_The_Person_Signs_Out()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var lasting = await LinkAsync(host, acme.Id, TimeSpan.FromDays(1), Guid.NewGuid());
        var token = await MailedAsync(host, acme.Id, "li@mail.example");
        using var browser = host.Browser("acme.localhost");
        await browser.GetStringAsync("/test/access?token=" + token);
        (await browser.PostAsync("/test/signout", null)).EnsureSuccessStatusCode();

        (await browser.GetStringAsync("/test/access?token=" + lasting)).ShouldContain("/requests/1042");
    }

    [Fact]
    public async Task Should_Mail_A_New_Link_For_One_That_Was_Used()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var token = await MailedAsync(host, acme.Id, "new@mail.example");
        using var browser = host.Browser("acme.localhost");
        await browser.GetStringAsync("/test/access?token=" + token);
        await host.RunAsync(acme.Id, p => p.GetRequiredService<ISignInAppService>().RenewLinkAsync(new RenewLinkInput { Token = token }));
        var fresh = TokenOf(host);
        using var other = host.Browser("acme.localhost");

        (await other.GetStringAsync("/test/access?token=" + fresh)).ShouldContain("/requests");

        (await WebTestHost.WhoAsync(other)).ShouldStartWith("new@mail.example");
    }

    [Fact]
    public async Task Should_Neither_Use_Up_A_Link_Nor_Prove_An_Address_By_A_Visit_Alone()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var (once, lasting) = (
            await MailedAsync(host, acme.Id, "li@mail.example"),
            await LinkAsync(host, acme.Id, TimeSpan.FromDays(1), Guid.NewGuid())
        );
        using var scanner = host.Browser("acme.localhost");
        foreach (var token in new[] { once, lasting })
        {
            (await scanner.GetStringAsync("/test/visit?token=" + token)).ShouldContain(
                "\"returnUrl\":null,\"canRenew\":false,\"isForAPerson\":true"
            );
        }

        (await WebTestHost.WhoAsync(scanner)).ShouldStartWith("nobody");
        (await IsConfirmedAsync()).ShouldBeFalse();

        using var person = host.Browser("acme.localhost");
        (await person.GetStringAsync("/test/access?token=" + once)).ShouldContain("/requests");
        (await IsConfirmedAsync()).ShouldBeTrue();
        (await person.GetStringAsync("/test/visit?token=" + lasting)).ShouldContain("/requests/1042", customMessage: "is in already");

        Task<bool> IsConfirmedAsync() =>
            host.RunAsync(
                acme.Id,
                p =>
                    p.GetRequiredService<CustomerServiceDbContext>()
                        .Set<User>()
                        .Where(u => u.Email == "li@mail.example")
                        .Select(u => u.IsEmailConfirmed)
                        .SingleAsync()
            );
    }

    private static async Task<string> MailedAsync(WebTestHost host, Guid tenant, string email)
    {
        await host.RunAsync(
            tenant,
            p => p.GetRequiredService<ISignInAppService>().SendLinkAsync(new SendLinkInput { Email = email, ReturnUrl = "/requests" })
        );
        return TokenOf(host);
    }

    private static string TokenOf(WebTestHost host) => Regex.Match(host.Mails[^1].ActionUrl!, "/access/(.+)$").Groups[1].Value;

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
