using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Users;
using CustomerService.Identity.Account;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task Should_Stop_An_Ended_Session_At_Once()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var laptop = host.Browser("acme.localhost");
        using var phone = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(laptop, "admin@acme.example");
        await WebTestHost.SignInAsync(phone, "admin@acme.example");
        (await WebTestHost.WhoAsync(phone)).ShouldStartWith("admin");

        await AsAdminAsync(
            host,
            acme.Id,
            async p =>
            {
                var account = p.GetRequiredService<IAccountAppService>();
                var sessions = (await account.GetAsync()).Sessions;
                sessions.Count.ShouldBe(2);
                await account.EndSessionAsync(sessions.MaxBy(s => s.CreationTime)!.Id);
            }
        );

        (await WebTestHost.WhoAsync(phone)).ShouldStartWith("nobody");
        (await WebTestHost.WhoAsync(laptop)).ShouldStartWith("admin");
    }

    [Fact]
    public async Task Should_Take_The_Rights_From_An_Open_Page_At_Once()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");
        var (admin, session) = await host.RunAsync(
            acme.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                return (await db.Set<User>().AsNoTracking().FirstAsync(), (await db.Set<UserSession>().AsNoTracking().FirstAsync()).Id);
            }
        );
        var principal = SessionPrincipal.Create(
            new UserState(admin.Id, admin.Name, admin.Email, admin.Role, null, true, new HashSet<Guid>()),
            acme.Id,
            session,
            null
        );
        await using var circuit = host.Services.CreateAsyncScope();
        var page = (ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

        await host.RunAsync(acme.Id, p => p.GetRequiredService<SessionIssuer>().EndAllAsync(admin.Id, null, default));

        (await page.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated.ShouldBeFalse();
    }

    [Fact]
    public async Task Should_End_Open_Pages_And_Say_Why_When_The_Workspace_Is_Suspended()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");
        var state = await host.RunAsync(
            acme.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                var admin = await db.Set<User>().AsNoTracking().FirstAsync();
                var session = (await db.Set<UserSession>().AsNoTracking().FirstAsync()).Id;
                var user = new UserState(admin.Id, admin.Name, admin.Email, admin.Role, null, true, new HashSet<Guid>());
                return new AuthenticationState(SessionPrincipal.Create(user, acme.Id, session, null));
            }
        );
        await using var circuit = host.Services.CreateAsyncScope();
        var page = (ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        var ended = new TaskCompletionSource<AuthenticationState>();
        page.SetAuthenticationState(Task.FromResult(state));
        page.AuthenticationStateChanged += async changed => ended.TrySetResult(await changed);

        await host.SuspendAsync(acme.Id);

        var user = (await ended.Task.WaitAsync(TimeSpan.FromSeconds(10))).User;
        user.Identity!.IsAuthenticated.ShouldBeFalse();
        user.FindFirst(IdentityClaims.Suspended)!.Value.ShouldBe("acme");
    }

    [Fact]
    public async Task Should_Sign_Out_Whom_An_Admin_Deactivates()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var sam = await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@acme.example", "Sam", RoleNames.Agent, WebTestHost.Password, "en")
        );
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "sam@acme.example");
        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("sam");

        await AsAdminAsync(host, acme.Id, p => p.GetRequiredService<IPeopleAppService>().DeactivateAsync(sam.Id));

        (await WebTestHost.WhoAsync(browser)).ShouldStartWith("nobody");
    }

    [Fact]
    public async Task Should_Say_On_Which_Device_Where_And_When_Somebody_Signed_In()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var laptop = host.Browser("acme.localhost");
        laptop.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await WebTestHost.SignInAsync(laptop, "admin@acme.example");

        await AsAdminAsync(
            host,
            acme.Id,
            async p =>
            {
                var session = (await p.GetRequiredService<IAccountAppService>().GetAsync()).Sessions.ShouldHaveSingleItem();
                (session.Device, session.Address).ShouldBe(("Firefox · Linux", "127.0.0.1"));
                session.CreationTime.ShouldBeLessThanOrEqualTo(session.LastSeen);
            }
        );
    }

    [Fact]
    public async Task Should_Give_A_New_Role_To_An_Open_Session()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var sam = await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@acme.example", "Sam", RoleNames.Agent, WebTestHost.Password, "en")
        );
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "sam@acme.example");

        await AsAdminAsync(
            host,
            acme.Id,
            p => p.GetRequiredService<IPeopleAppService>().SetRoleAsync(sam.Id, new SetRoleInput { Role = RoleNames.Lead })
        );

        (await WebTestHost.WhoAsync(browser)).ShouldContain("|lead|");
    }

    /// <summary>Acts as the tenant's first admin, in the newest of their sessions if there is one.</summary>
    internal static async Task AsAdminAsync(WebTestHost host, Guid tenant, Func<IServiceProvider, Task> work)
    {
        var admin = await host.RunAsync(
            tenant,
            async p =>
                await p.GetRequiredService<CustomerServiceDbContext>().Set<User>().AsNoTracking().FirstAsync(u => u.Role == RoleNames.Admin)
        );
        using var there = host.Services.GetRequiredService<Framework.MultiTenancy.ICurrentTenant>().Change(tenant);
        var identity = new ClaimsIdentity(
            [
                new(CustomerServiceClaims.UserId, admin.Id.ToString()),
                new(CustomerServiceClaims.Name, admin.Name),
                new(CustomerServiceClaims.Role, admin.Role),
                new(CustomerServiceClaims.TenantId, tenant.ToString()),
            ],
            "test"
        );
        using var person = host.Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
        await using var scope = host.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
