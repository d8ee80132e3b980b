using System.Net.Http.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.SignIn;

public sealed class SignInPauseTests
{
    private const string Email = "admin@acme.example";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, Email)]
    [InlineData(DatabaseProvider.PostgreSql, Email)]
    [InlineData(DatabaseProvider.Sqlite, "nobody@acme.example")]
    public async Task Should_Check_Five_Guesses_However_Many_Come_At_Once(DatabaseProvider provider, string email)
    {
        await using var host = await WebTestHost.CreateAsync(provider: provider);
        await host.OpenTenantAsync("acme");
        using var stranger = host.Browser("acme.localhost", keepCookies: false);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(i => WebTestHost.SignInAsync(stranger, email, $"wrong-password-{i}"))
        );

        results.Count(r => r.Status == SignInStatus.WrongCredentials).ShouldBeLessThan(SignInPause.MaxFailures);
        results.ShouldContain(r => r.Status == SignInStatus.LockedOut);
        results.ShouldNotContain(r => r.Status == SignInStatus.Succeeded);
        host.Hasher.OfAccounts.ShouldBe(email == Email ? SignInPause.MaxFailures : 0);
        (host.Hasher.OfAccounts + host.Hasher.OfNobody).ShouldBe(24, "a refused attempt costs as much as a checked one");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_A_Person_In_From_Many_Devices_At_Once(DatabaseProvider provider)
    {
        await using var host = await WebTestHost.CreateAsync(provider: provider);
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost", keepCookies: false);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => WebTestHost.SignInAsync(browser, Email)));

        results.ShouldAllBe(r => r.Status == SignInStatus.Succeeded);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_The_Owner_In_On_A_Known_Device_While_Strangers_Are_Paused(DatabaseProvider provider)
    {
        await using var host = await WebTestHost.CreateAsync(provider: provider);
        await host.OpenTenantAsync("acme");
        using var owner = host.Browser("acme.localhost");
        using var stranger = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(owner, Email);
        (await owner.PostAsync("/test/signout", null)).EnsureSuccessStatusCode();
        await PauseAsync(stranger, Email);

        (await WebTestHost.SignInAsync(owner, Email)).Status.ShouldBe(SignInStatus.Succeeded);

        (await WebTestHost.SignInAsync(stranger, Email)).Status.ShouldBe(SignInStatus.LockedOut);
    }

    [Fact]
    public async Task Should_Pause_A_Known_Device_That_Guesses()
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        using var thief = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(thief, Email);
        var before = host.Hasher.OfAccounts;

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => WebTestHost.SignInAsync(thief, Email, $"wrong-password-{i}")));

        (host.Hasher.OfAccounts - before).ShouldBe(SignInPause.MaxFailures);
        (await WebTestHost.SignInAsync(thief, Email)).Status.ShouldBe(SignInStatus.LockedOut);
        using var elsewhere = host.Browser("acme.localhost");
        (await WebTestHost.SignInAsync(elsewhere, Email)).Status.ShouldBe(SignInStatus.Succeeded);
    }

    [Fact]
    public async Task Should_Not_Know_A_Device_At_Another_Tenant_Or_For_Another_Person()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.OpenTenantAsync("beta");
        await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@acme.example", "Sam", Framework.Authorization.RoleNames.Agent, WebTestHost.Password, "en")
        );
        using var browser = host.Browser("acme.localhost");
        using var stranger = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "sam@acme.example");
        await PauseAsync(stranger, Email);
        (await WebTestHost.SignInAsync(browser, Email)).Status.ShouldBe(SignInStatus.LockedOut);

        using var strangerAtBeta = host.Browser("beta.localhost");
        await PauseAsync(strangerAtBeta, "admin@beta.example");
        browser.DefaultRequestHeaders.Host = "beta.localhost";
        (await WebTestHost.SignInAsync(browser, "admin@beta.example")).Status.ShouldBe(SignInStatus.LockedOut);
    }

    [Fact]
    public async Task Should_Let_The_Owner_In_After_The_Mailed_Reset_While_Strangers_Are_Paused()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var owner = host.Browser("acme.localhost");
        using var stranger = host.Browser("acme.localhost");
        await PauseAsync(stranger, Email);
        await host.RunAsync(acme.Id, p => p.GetRequiredService<ISignInAppService>().SendResetAsync(new SendResetInput { Email = Email }));
        var token = host.Mails.ShouldHaveSingleItem().ActionUrl!.Split("token=")[1];

        var reset = new ResetPasswordInput { Token = token, Password = "three-random-words" };
        (await owner.PostAsJsonAsync("/test/reset", reset)).EnsureSuccessStatusCode();

        (await WebTestHost.SignInAsync(owner, Email, "three-random-words")).Status.ShouldBe(SignInStatus.Succeeded);
        (await WebTestHost.SignInAsync(stranger, Email, "three-random-words")).Status.ShouldBe(SignInStatus.LockedOut);
    }

    [Theory, InlineData("nobody@acme.example"), InlineData("li@mail.example")]
    public async Task Should_Do_The_Same_Work_For_Addresses_Without_Account_Or_Password(string email)
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.RunAsync(
            acme.Id,
            p => p.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync("li@mail.example", "Li Lei", null)
        );
        using var browser = host.Browser("acme.localhost");

        var answers = new List<SignInResultDto>();
        for (var i = 0; i < 7; i++)
        {
            answers.Add(await WebTestHost.SignInAsync(browser, email, "wrong-password"));
        }

        host.Hasher.OfNobody.ShouldBe(7);
        for (var i = 0; i < 7; i++)
        {
            answers[i].ShouldBe(await WebTestHost.SignInAsync(browser, Email, "wrong-password"), "and the same is said");
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, Email)]
    [InlineData(DatabaseProvider.PostgreSql, Email)]
    [InlineData(DatabaseProvider.Sqlite, "nobody@acme.example")]
    [InlineData(DatabaseProvider.PostgreSql, "nobody@acme.example")]
    public async Task Should_Keep_The_Pause_In_The_Database_Where_Every_Node_Sees_It(DatabaseProvider provider, string email)
    {
        await using var host = await WebTestHost.CreateAsync(provider: provider);
        var acme = await host.OpenTenantAsync("acme");
        using var stranger = host.Browser("acme.localhost");
        await PauseAsync(stranger, email);

        var attempts = await host.RunAsync(
            acme.Id,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<SignInAttempts>().AsNoTracking().SingleAsync()
        );

        attempts.PausedUntil.ShouldNotBeNull();
        attempts.Count.ShouldBe(0, "after the pause there are five attempts again");
    }

    [Fact]
    public async Task Should_Remember_Nothing_After_The_Right_Password()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, Email, "wrong-password");

        (await WebTestHost.SignInAsync(browser, Email)).Status.ShouldBe(SignInStatus.Succeeded);

        (
            await host.RunAsync(acme.Id, p => p.GetRequiredService<CustomerServiceDbContext>().Set<SignInAttempts>().AnyAsync())
        ).ShouldBeFalse();
    }

    private static async Task PauseAsync(HttpClient browser, string email)
    {
        for (var i = 0; i < SignInPause.MaxFailures; i++)
        {
            await WebTestHost.SignInAsync(browser, email, "wrong-password");
        }
    }
}
