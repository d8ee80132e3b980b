using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Tests.Roles;
using CustomerService.Identity.Users;
using CustomerService.Tenants;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Identity.Tests.Users;

public sealed class PeopleTests
{
    public static Task<TestHost> HostAsync(DatabaseProvider provider) =>
        TestHost.CreateAsync(provider, typeof(TenantsModule), typeof(IdentityModule), typeof(TestPermissionsModule));

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Make_One_Customer_Of_Many_Calls_At_Once(DatabaseProvider provider)
    {
        await using var host = await HostAsync(provider);
        var acme = await OpenAsync(host, isDemo: true);
        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(n =>
                    Task.Run(() =>
                        host.RunAsync(
                            acme,
                            async p =>
                                (
                                    await p.GetRequiredService<IUserIntegrationService>()
                                        .GetOrCreateCustomerAsync(n % 2 == 0 ? "li@mail.example" : "LI@mail.example", "Li Lei", "zh-Hans")
                                ).Id
                        )
                    )
                )
        );
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_People_In_Pages_By_Key(DatabaseProvider provider)
    {
        await using var host = await HostAsync(provider);
        var acme = await OpenAsync(host, isDemo: true);
        await host.RunAsync(
            acme,
            async p =>
            {
                for (var n = 0; n < 60; n++)
                {
                    await p.GetRequiredService<IUserIntegrationService>()
                        .GetOrCreateCustomerAsync($"c{n}@mail.example", $"Customer {n % 7}", "en");
                }
            }
        );
        var first = await AsAdminAsync<IPeopleAppService, Framework.Application.PagedResult<PersonDto>>(
            host,
            acme,
            s => s.GetListAsync(new GetPeopleInput { Customers = true })
        );
        var second = await AsAdminAsync<IPeopleAppService, Framework.Application.PagedResult<PersonDto>>(
            host,
            acme,
            s => s.GetListAsync(new GetPeopleInput { Customers = true, After = first.Next })
        );
        first.Items.Count.ShouldBe(50);
        second.Items.Count.ShouldBe(10);
        second.Next.ShouldBeNull();
        first.Items.Concat(second.Items).Select(x => x.Id).Distinct().Count().ShouldBe(60);
        (
            await AsAdminAsync<IPeopleAppService, Framework.Application.PagedResult<PersonDto>>(
                host,
                acme,
                s => s.GetListAsync(new GetPeopleInput { Customers = true, Search = "C17@" })
            )
        ).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Should_Keep_To_The_Plans_Agents()
    {
        await using var host = await HostAsync(DatabaseProvider.Sqlite);
        host.Services.GetRequiredService<IOptions<BillingOptions>>().Value.Enabled = true;
        var acme = await OpenAsync(host, isDemo: false);
        await InviteAsync("one");
        await InviteAsync("two");
        (await Should.ThrowAsync<BusinessException>(() => InviteAsync("three"))).Code.ShouldBe(IdentityErrorCodes.AgentLimit);

        await host.DrainAsync();
        host.Services.GetRequiredService<IEmailSender>()
            .ShouldBeOfType<TestEmailSender>()
            .Sent.Count(m => m.Subject == "All your seats are taken")
            .ShouldBe(1);

        Task<bool> InviteAsync(string name) =>
            AsAdminAsync<IPeopleAppService, bool>(
                host,
                acme,
                async s =>
                {
                    await s.InviteAsync(
                        new InviteInput
                        {
                            Email = $"{name}@acme.example",
                            Name = name,
                            Role = RoleNames.Agent,
                        }
                    );
                    return true;
                }
            );
    }

    [Fact]
    public async Task Should_Change_A_Permission_At_Once()
    {
        await using var host = await HostAsync(DatabaseProvider.Sqlite);
        var acme = await OpenAsync(host, isDemo: true);
        (await MayAsync(TestPermissions.Secret)).ShouldBeFalse();
        (await MayAsync(TestPermissions.Read)).ShouldBeTrue("a default of agents");

        await SetAsync(TestPermissions.Secret, true);
        await SetAsync(TestPermissions.Read, false);
        (await MayAsync(TestPermissions.Secret)).ShouldBeTrue();
        (await MayAsync(TestPermissions.Read)).ShouldBeFalse();

        await SetAsync(TestPermissions.Read, true);
        (await MayAsync(TestPermissions.Read)).ShouldBeTrue();

        Task<bool> MayAsync(string permission) =>
            host.RunAsAsync(
                acme,
                Guid.NewGuid(),
                RoleNames.Agent,
                p => p.GetRequiredService<IPermissionChecker>().IsGrantedAsync(permission)
            );
        Task<bool> SetAsync(string permission, bool isGranted) =>
            AsAdminAsync<IRoleAppService, bool>(
                host,
                acme,
                async s =>
                {
                    await s.SetPermissionAsync(
                        new SetPermissionInput
                        {
                            Role = RoleNames.Agent,
                            Permission = permission,
                            IsGranted = isGranted,
                        }
                    );
                    return true;
                }
            );
    }

    [Theory]
    [InlineData(RoleNames.Admin, "Test.HostOnly")]
    [InlineData(RoleNames.HostOperator, "Test.HostOnly")]
    [InlineData(RoleNames.HostOperator, TestPermissions.Read)]
    public async Task Should_Give_Nobody_In_A_Tenant_A_Right_Of_The_Host(string role, string permission)
    {
        await using var host = await HostAsync(DatabaseProvider.Sqlite);
        var acme = await OpenAsync(host, isDemo: true);
        (
            await host.RunAsAsync(acme, Guid.NewGuid(), role, p => p.GetRequiredService<IPermissionChecker>().IsGrantedAsync(permission))
        ).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_Not_Let_An_Agent_Manage_People()
    {
        await using var host = await HostAsync(DatabaseProvider.Sqlite);
        var acme = await OpenAsync(host, isDemo: true);
        var call = () =>
            host.RunAsAsync(
                acme,
                Guid.NewGuid(),
                RoleNames.Agent,
                p => p.GetRequiredService<IPeopleAppService>().GetListAsync(new GetPeopleInput())
            );
        (await Should.ThrowAsync<BusinessException>(call)).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    internal static async Task<Guid> OpenAsync(TestHost host, bool isDemo) =>
        (
            await host
                .Services.GetRequiredService<ITenantIntegrationService>()
                .CreateAsync(
                    new CreateTenant("acme", "Acme", "en", "UTC", "saas", "Ada", "admin@acme.example", "Demo-Pass-2026", isDemo),
                    default
                )
        ).Id;

    private static async Task<T> AsAdminAsync<TService, T>(TestHost host, Guid tenant, Func<TService, Task<T>> call)
        where TService : notnull =>
        await host.RunAsAsync(tenant, await AdminIdAsync(host, tenant), RoleNames.Admin, p => call(p.GetRequiredService<TService>()));

    private static Task<Guid> AdminIdAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            async p => (await p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@acme.example"))!.Id
        );
}
