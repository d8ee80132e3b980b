using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Notifications.Mail;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>
/// While an installation has no mail server, anybody opens a workspace under any name and with anybody's address. When it has one later,
/// such a workspace mails nobody but that address until it is confirmed.
/// </summary>
public sealed partial class UnverifiedWorkspaceTests
{
    private const string Password = "Riddle-Walnut-77";
    private const string AdminEmail = "ada@newcomer.example";
    private const string Stranger = "stranger@elsewhere.example";

    [Fact]
    public async Task Should_Mail_Nobody_Else_Before_The_Address_Is_Confirmed()
    {
        await using var world = await World.OpenAsync();
        using var browser = world.Browser();
        await browser.GetAsync(await world.OpenWorkspaceAsync(AdminEmail));
        var confirmation = await world.TakeAsync("Confirm your email address");
        confirmation.Recipient.ShouldBe(AdminEmail);

        using var visitor = world.Browser();
        await PageForms.PostAsync(visitor, "/signin", "link", ("Link.Email", Stranger));
        var invitation = await world.AsAdminAsync<IPeopleAppService, SentInvitationDto>(p =>
            p.InviteAsync(
                new InviteInput
                {
                    Email = "victim@elsewhere.example",
                    Name = "Victor",
                    Role = RoleNames.Admin,
                }
            )
        );
        invitation.ShouldSatisfyAllConditions(i => i.IsMailed.ShouldBeFalse(), i => i.IsHeld.ShouldBeTrue());

        // Joining by the link on the admin's own screen proves nobody's address, and makes no other way to mail it.
        using var accomplice = world.Browser();
        await PageForms.PostAsync(
            accomplice,
            new Uri(invitation.Url).PathAndQuery,
            "invitation",
            ("Input.Name", "Victor"),
            ("Input.Password", Password)
        );
        await PageForms.PostAsync(visitor, "/signin/forgot", "forgot", ("Input.Email", "victim@elsewhere.example"));
        await PageForms.PostAsync(visitor, "/signin/forgot", "forgot", ("Input.Email", AdminEmail));
        await world.TakeAsync("Choose a new password");
        await Wait.UntilAsync(async () => (await world.MailStatusAsync()).Held == 2, "both mails to be held");

        (await FileAsync(visitor)).ShouldContain("This company cannot send email yet");
        await Wait.UntilAsync(async () => (await world.MailStatusAsync()).Held > 2, "the mail of the request to be held");
        var held = (await world.MailStatusAsync()).Held;

        var link = new Uri(LinkPattern().Match(confirmation.PlainText).Value);
        var token = System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!;
        await browser.GetStringAsync(link.PathAndQuery);
        (await world.MailStatusAsync()).Held.ShouldBe(held, "a program that looks into the mail confirms nothing");
        world.Smtp.Mails.Select(m => m.Recipient).Distinct().ShouldBe([AdminEmail]);

        (
            await (await PageForms.PostAsync(visitor, link.PathAndQuery, "confirm", ("Input.Token", token))).Content.ReadAsStringAsync()
        ).ShouldContain("Thank you");
        await Wait.UntilAsync(() => Task.FromResult(world.Smtp.Mails.Any(m => m.Recipient == Stranger)), "the stranger's link");
        await Wait.UntilAsync(async () => (await world.MailStatusAsync()) is { Held: 0, Waiting: 0 }, "all to go out");
        (await FileAsync(visitor)).ShouldContain($"We email every step to {Stranger}");
    }

    [Fact]
    public async Task Should_Correct_A_Mistyped_Address_And_Forget_The_First_Link()
    {
        await using var world = await World.OpenAsync();
        using var browser = world.Browser();
        await browser.GetAsync(await world.OpenWorkspaceAsync("ada@newcomr.example"));
        var first = await world.TakeAsync("Confirm your email address");
        var sent = await PageForms.PostAsync(browser, "/account", "confirm-address", ("Address.Email", AdminEmail));
        (await sent.Content.ReadAsStringAsync()).ShouldContain("The link is on its way to you");
        var second = await world.TakeAsync("Confirm your email address", AdminEmail);

        (await ConfirmAsync(browser, first)).ShouldContain("This link does not work");
        (await ConfirmAsync(browser, second)).ShouldContain("Thank you");
        (await browser.GetStringAsync("/account")).ShouldNotContain("confirm-address");

        using var fresh = world.Browser();
        await PageForms.PostAsync(fresh, "/signin", "password", ("Input.Email", AdminEmail), ("Input.Password", Password));
        (await fresh.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <returns>What the page after a new request says.</returns>
    private static async Task<string> FileAsync(HttpClient visitor)
    {
        var answer = await PageForms.PostAsync(
            visitor,
            "/requests/new/other",
            "request",
            ("Subject", "A question"),
            ("Body", "How does it work?"),
            ("Name", "Lena"),
            ("Email", Stranger)
        );
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> ConfirmAsync(HttpClient browser, ReceivedMail mail)
    {
        var link = new Uri(LinkPattern().Match(mail.PlainText).Value);
        var token = System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!;
        var answer = await PageForms.PostAsync(browser, link.PathAndQuery, "confirm", ("Input.Token", token));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"https?://\S+/signin/confirm\S+")]
    private static partial Regex LinkPattern();

    private sealed class World(TestSmtpServer smtp, ServerSettings settings, Product product, ServerProcess server) : IAsyncDisposable
    {
        private Guid _tenant;

        public TestSmtpServer Smtp => smtp;

        public static async Task<World> OpenAsync()
        {
            var smtp = new TestSmtpServer();
            var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
            settings.SendMailTo(smtp, "help@host.example");
            return new World(smtp, settings, await Product.OpenAsync(settings), await ServerProcess.StartAsync(settings));
        }

        public HttpClient Browser() => server.Client("newcomer.localhost");

        /// <summary>As a stranger opened it while the installation had no mail server.</summary>
        /// <returns>Path of the link into the new workspace.</returns>
        public async Task<string> OpenWorkspaceAsync(string email)
        {
            await using var scope = product.Services.CreateAsyncScope();
            var tenant = await scope
                .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
                .CreateAsync(
                    new CreateTenant("newcomer", "Newcomer", "en", "UTC", "saas", "Ada", email, Password, IsDemo: false, IsVerified: false)
                );
            _tenant = tenant.Id;
            using var browser = Browser();
            await Wait.UntilAsync(async () => (await browser.GetAsync("/")).IsSuccessStatusCode, "the server to know the new workspace");
            return await scope.ServiceProvider.GetRequiredService<ISignUpHandOver>().CreatePathAsync(tenant, email, "/admin");
        }

        public async Task<ReceivedMail> TakeAsync(string subject, string? to = null)
        {
            ReceivedMail? Find() =>
                smtp.Mails.FirstOrDefault(m =>
                    m.Subject.StartsWith(subject, StringComparison.Ordinal) && (to is null || m.Recipient == to)
                );
            await Wait.UntilAsync(() => Task.FromResult(Find() is not null), subject);
            return Find()!;
        }

        public Task<MailStatusDto> MailStatusAsync() => AsAdminAsync<IMailAppService, MailStatusDto>(m => m.GetStatusAsync());

        public async Task<TResult> AsAdminAsync<TService, TResult>(Func<TService, Task<TResult>> work)
            where TService : notnull
        {
            var admin = (await product.RunAsync(_tenant, p => p.GetRequiredService<IUserIntegrationService>().GetStaffAsync())).First(u =>
                u.Name == "Ada"
            );
            TResult? result = default;
            await product.RunAsAsync(_tenant, admin.Id, RoleNames.Admin, async p => result = await work(p.GetRequiredService<TService>()));
            return result!;
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            await product.DisposeAsync();
            await settings.DisposeAsync();
            await smtp.DisposeAsync();
        }
    }
}
