using System.Net;
using System.Net.Http.Json;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Errors;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.SignIn;

public sealed class SignInTests
{
    [Fact]
    public async Task Should_Keep_One_Address_In_Two_Tenants_Apart()
    {
        await using var host = await WebTestHost.CreateAsync();
        var (acme, beta) = (await host.OpenTenantAsync("acme"), await host.OpenTenantAsync("beta"));
        await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("Sam@mail.example", "Sam A", RoleNames.Agent, "password-of-acme", "en")
        );
        await host.RunAsync(
            beta.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@mail.example", "Sam B", RoleNames.Lead, "password-of-beta", "en")
        );

        using var atAcme = host.Browser("acme.localhost");
        (await WebTestHost.SignInAsync(atAcme, "SAM@mail.example", "password-of-beta")).Status.ShouldBe(SignInStatus.WrongCredentials);
        (await WebTestHost.SignInAsync(atAcme, "SAM@mail.example", "password-of-acme")).Status.ShouldBe(SignInStatus.Succeeded);
        (await WebTestHost.WhoAsync(atAcme)).ShouldBe($"Sam@mail.example|agent|{acme.Id}|");
    }

    [Fact]
    public async Task Should_Not_Count_A_Cookie_At_Another_Tenant()
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        await host.OpenTenantAsync("beta");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("admin@acme.example");

        // The same cookie, carried to the other host name.
        browser.DefaultRequestHeaders.Host = "beta.localhost";
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("acme.localhost.evil.example")]
    [InlineData("nobody.localhost")]
    [InlineData("evil.acme.localhost")]
    public async Task Should_Answer_Nobody_At_A_Forged_Host(string hostName)
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser(hostName);
        (await browser.GetAsync("/test/who")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("admin@acme.example")]
    [InlineData("nobody@acme.example")]
    public async Task Should_Lock_After_Five_Failures_Whether_Or_Not_There_Is_An_Account(string email)
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        for (var i = 0; i < 4; i++)
        {
            (await WebTestHost.SignInAsync(browser, email, "wrong-password")).Status.ShouldBe(SignInStatus.WrongCredentials);
        }

        var fifth = await WebTestHost.SignInAsync(browser, email, "wrong-password");
        fifth.Status.ShouldBe(SignInStatus.LockedOut);
        fifth.MinutesLeft.ShouldBeInRange(1, 15);
        (await WebTestHost.SignInAsync(browser, email)).Status.ShouldBe(SignInStatus.LockedOut);
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");
    }

    [Fact]
    public async Task Should_Slow_Down_A_Network_That_Guesses()
    {
        await using var host = await WebTestHost.CreateAsync(attemptsPerMinute: 3);
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        for (var i = 0; i < 3; i++)
        {
            await WebTestHost.SignInAsync(browser, $"guess{i}@acme.example", "wrong-password");
        }

        await Should.ThrowAsync<HttpRequestException>(() => WebTestHost.SignInAsync(browser, "admin@acme.example"));
    }

    [Theory]
    [InlineData("/admin/people?show=customers", "/admin/people?show=customers")]
    [InlineData("https://evil.example/", "/desk")]
    [InlineData("//evil.example/", "/desk")]
    [InlineData("/\\evil.example/", "/desk")]
    [InlineData("javascript:alert(1)", "/desk")]
    [InlineData("/\t/evil.example", "/desk")]
    [InlineData("", "/desk")]
    [InlineData(null, "/desk")]
    public async Task Should_Go_Back_To_This_Site_Only(string? asked, string goes)
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        (await WebTestHost.SignInAsync(browser, "admin@acme.example", returnUrl: asked)).ReturnUrl.ShouldBe(goes);
    }

    [Fact]
    public async Task Should_Send_Pages_To_The_Sign_In_And_Programs_A_Problem()
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        var page = await browser.GetAsync("/desk?view=mine");
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.Headers.Location!.OriginalString.ShouldBe("/signin?returnUrl=%2Fdesk%3Fview%3Dmine");
        var api = await browser.GetAsync("/api/read");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        api.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Should_Reset_A_Password_Once()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.RunAsync(
            acme.Id,
            p => p.GetRequiredService<ISignInAppService>().SendResetAsync(new SendResetInput { Email = "admin@acme.example" })
        );
        var token = host.Mails.ShouldHaveSingleItem().ActionUrl!.Split("token=")[1];
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");

        await ResetAsync("a-new-password-1");

        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody", customMessage: "all devices are signed out");
        (await WebTestHost.SignInAsync(browser, "admin@acme.example")).Status.ShouldBe(SignInStatus.WrongCredentials);
        (await WebTestHost.SignInAsync(browser, "admin@acme.example", "a-new-password-1")).Status.ShouldBe(SignInStatus.Succeeded);
        (await Should.ThrowAsync<BusinessException>(() => ResetAsync("a-new-password-2"))).Code.ShouldBe(IdentityErrorCodes.LinkInvalid);

        Task ResetAsync(string password) =>
            host.RunAsync(
                acme.Id,
                p =>
                    p.GetRequiredService<ISignInAppService>()
                        .ResetPasswordAsync(new ResetPasswordInput { Token = token, Password = password })
            );
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_End_A_Reset_Link_When_The_Person_Signs_Out_Or_Changes_The_Password(bool signsOut)
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");
        await host.RunAsync(
            acme.Id,
            p => p.GetRequiredService<ISignInAppService>().SendResetAsync(new SendResetInput { Email = "admin@acme.example" })
        );
        var token = host.Mails.ShouldHaveSingleItem().ActionUrl!.Split("token=")[1];
        var end = signsOut
            ? await browser.PostAsync("/test/signout", null)
            : await browser.PostAsJsonAsync(
                "/test/password",
                new Account.ChangePasswordInput { Current = WebTestHost.Password, New = "three-random-words" }
            );
        end.EnsureSuccessStatusCode();

        var refused = await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsync(
                acme.Id,
                p =>
                    p.GetRequiredService<ISignInAppService>()
                        .ResetPasswordAsync(new ResetPasswordInput { Token = token, Password = "a-stolen-mailbox" })
            )
        );

        refused.Code.ShouldBe(IdentityErrorCodes.LinkInvalid);
    }

    [Fact]
    public async Task Should_Mail_Nothing_To_An_Unknown_Address()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        await host.RunAsync(
            acme.Id,
            p => p.GetRequiredService<ISignInAppService>().SendResetAsync(new SendResetInput { Email = "nobody@acme.example" })
        );
        host.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Let_The_First_Admin_In_From_The_Sign_Up_Once()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var path = await host
            .Services.GetRequiredService<Tenants.SignUps.ISignUpHandOver>()
            .CreatePathAsync(acme, "admin@acme.example", "/admin");
        var token = path.Split('/')[^1];
        using (var first = host.Browser("acme.localhost"))
        {
            (await first.GetStringAsync("/test/welcome?token=" + token)).ShouldContain("/admin");
            (await WebTestHost.WhoAsync(first)).ShouldStartWith("admin@acme.example|admin");
        }

        using var second = host.Browser("acme.localhost");
        await second.GetStringAsync("/test/welcome?token=" + token);
        (await WebTestHost.WhoAsync(second)).ShouldStartWith("nobody");
    }
}
