using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>
/// Account mails from end to end: what a mail server takes from the product is opened, followed and checked as its
/// reader would.
/// </summary>
public sealed partial class AccountMailTests
{
    private const string Email = "grace@alpha.example";
    private const string FirstPassword = "First-Pass-2026";
    private const string SecondPassword = "Second-Pass-2026";

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Join_By_The_Mailed_Invitation_And_Get_A_New_Password_By_The_Mailed_Link(DatabaseProvider provider)
    {
        await using var smtp = new TestSmtpServer();
        await using var settings = await ServerSettings.CreateAsync(provider);
        settings.SendMailTo(smtp, "help@alpha.example");
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await using var server = await ServerProcess.StartAsync(settings);
        using var browser = server.Client("alpha.localhost", followRedirects: false);

        var admin = await product.RunAsync(
            alpha.Id,
            p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@alpha.example")
        );
        await product.RunAsAsync(
            alpha.Id,
            admin!.Id,
            RoleNames.Admin,
            p =>
                p.GetRequiredService<IPeopleAppService>()
                    .InviteAsync(
                        new InviteInput
                        {
                            Email = Email,
                            Name = "Grace",
                            Role = RoleNames.Agent,
                        }
                    )
        );
        var invitation = await TakeAsync(smtp, 1);
        (invitation.Recipient, invitation.Subject).ShouldBe((Email, "Admin invited you to alpha"));
        invitation.From.ShouldContain("help@alpha.example");
        var join = new Uri(LinkPattern().Match(invitation.PlainText).Value);
        join.Host.ShouldBe("alpha.localhost");
        (await PageForms.PostAsync(browser, join.PathAndQuery, "invitation", ("Input.Name", "Grace"), ("Input.Password", FirstPassword)))
            .Headers.Location!.ToString()
            .ShouldEndWith("/desk");
        (await browser.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetStringAsync(join.PathAndQuery)).ShouldNotContain("name=\"Input.Password\"", Case.Sensitive, "it works once");

        using var forgetful = server.Client("alpha.localhost", followRedirects: false);
        await PageForms.PostAsync(forgetful, "/signin/forgot", "forgot", ("Input.Email", Email));
        var reset = await TakeAsync(smtp, 2);
        var link = new Uri(LinkPattern().Match(reset.PlainText).Value);
        link.Authority.ShouldBe($"alpha.localhost:{server.Port}");
        var token = System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!;
        (
            await PageForms.PostAsync(forgetful, link.PathAndQuery, "reset", ("Input.Token", token), ("Input.Password", SecondPassword))
        ).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await browser.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Found, "a new password ends what was open");
        (await SignInAsync(forgetful, FirstPassword)).StatusCode.ShouldBe(HttpStatusCode.OK, "the old one is refused");
        (await SignInAsync(forgetful, SecondPassword)).Headers.Location!.ToString().ShouldEndWith("/desk");

        var code = CodePattern().Match(reset.PlainText).Value;
        var genuine = WebUtility.HtmlDecode(await forgetful.GetStringAsync($"/verify?v={code.ToLowerInvariant()}"));
        genuine.ShouldContain("Yes, we sent an email");
        genuine.ShouldContain("g***@alpha.example");
        WebUtility.HtmlDecode(await forgetful.GetStringAsync("/verify?v=ABCDE-23456")).ShouldContain("None of our emails carries the code");
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string password) =>
        PageForms.PostAsync(client, "/signin", "password", ("Input.Email", Email), ("Input.Password", password));

    private static async Task<ReceivedMail> TakeAsync(TestSmtpServer smtp, int count)
    {
        await Wait.UntilAsync(() => Task.FromResult(smtp.Mails.Count >= count), $"mail {count}");
        return smtp.Mails.ElementAt(count - 1);
    }

    [GeneratedRegex(@"https?://\S+/(invitation|signin)/\S+")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("[2-9A-Z]{5}-[2-9A-Z]{5}")]
    private static partial Regex CodePattern();
}
