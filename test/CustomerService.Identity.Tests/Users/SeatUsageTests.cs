using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Tokens;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Users;

public sealed class SeatUsageTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_Seats_As_People_Come_And_Go(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = (
            await host.RunAsync(
                null,
                p =>
                    p.GetRequiredService<ITenantIntegrationService>()
                        .CreateAsync(new("acme", "Acme", "en", "UTC", "saas", "Ada", "ada@acme.example", "Demo-Pass-2026", IsDemo: true))
            )
        ).Id;
        (await SeatsAsync(host, acme)).ShouldBe(1, "the first admin");

        Guid ada = default;
        Guid bob = default;
        await host.RunAsync(
            acme,
            async p =>
            {
                var users = p.GetRequiredService<IUserIntegrationService>();
                ada = (await users.FindByEmailAsync("ada@acme.example"))!.Id;
                await users.GetOrCreateCustomerAsync("li@mail.example", "Li Lei", "zh-Hans");
                bob = (await users.CreateStaffAsync("bob@acme.example", "Bob", "agent", "Demo-Pass-2026", "en")).Id;
            }
        );
        (await SeatsAsync(host, acme)).ShouldBe(2, "customers take no seat");

        await AsAdminAsync(s => s.DeactivateAsync(bob));
        (await SeatsAsync(host, acme)).ShouldBe(1);
        await AsAdminAsync(s => s.ReactivateAsync(bob));
        (await SeatsAsync(host, acme)).ShouldBe(2);
        host.Time.Advance(TimeSpan.FromDays(40));
        (await SeatsAsync(host, acme)).ShouldBe(2, "seats are not counted by the month");

        Task AsAdminAsync(Func<IPeopleAppService, Task> work) =>
            host.RunAsAsync(acme, ada, "admin", p => work(p.GetRequiredService<IPeopleAppService>()));
    }

    [Fact]
    public async Task Should_Refuse_Tokens_And_Roles_That_The_Plan_Does_Not_Have()
    {
        await using var host = await TestHost.CreateAsync(
            DatabaseProvider.Sqlite,
            typeof(IdentityModule),
            typeof(Roles.TestPermissionsModule)
        );
        ((TestFeatures)host.Services.GetRequiredService<IFeatureChecker>()).Off.UnionWith([
            IdentityFeatures.ApiTokens.Name,
            IdentityFeatures.CustomRoles.Name,
        ]);
        (await RefusedAsync<IApiTokenAppService>(s => s.CreateAsync(new CreateApiTokenInput { Name = "Shop", Scopes = [] }))).ShouldBe(
            "Feature.Identity.ApiTokens.Off"
        );
        (await RefusedAsync<IRoleAppService>(s => s.CreateAsync(new CreateRoleInput { DisplayName = "Night shift" }))).ShouldBe(
            "Feature.Identity.CustomRoles.Off"
        );

        async Task<string> RefusedAsync<TService>(Func<TService, Task> work)
            where TService : notnull =>
            (
                await Should.ThrowAsync<BusinessException>(() =>
                    host.RunAsAsync(TestHost.TenantA, Guid.NewGuid(), "admin", p => work(p.GetRequiredService<TService>()))
                )
            ).Code;
    }

    private static Task<long> SeatsAsync(TestHost host, Guid tenant) =>
        host.RunAsync(tenant, p => p.GetRequiredService<IUsageMeter>().CountAsync(TenantFeatures.Agents));
}
