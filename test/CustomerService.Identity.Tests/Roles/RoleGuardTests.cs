using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Tests.Users;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Roles;

/// <summary>Roles cannot be raised from inside: not one's own, not a friend's, not by a detour.</summary>
public sealed class RoleGuardTests
{
    private const string Password = "Demo-Pass-2026";

    [Fact]
    public async Task Should_Not_Let_Anybody_Give_A_Role_That_May_Do_More_Than_Theirs()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var recruiter = await workspace.AddAsync("recruiter", await workspace.RoleWithAsync(IdentityPermissions.People));
        var friend = await workspace.AddAsync("friend", await workspace.RoleWithAsync());
        foreach (var role in new[] { RoleNames.Admin, RoleNames.Agent, await workspace.RoleWithAsync(TestPermissions.Secret) })
        {
            var input = new SetRoleInput { Role = role };
            await workspace.RefusesAsync(IdentityErrorCodes.RoleAboveYours, recruiter, p => p.SetRoleAsync(friend.Id, input));
            await workspace.RefusesAsync(
                IdentityErrorCodes.RoleAboveYours,
                recruiter,
                p =>
                    p.InviteAsync(
                        new InviteInput
                        {
                            Email = "new@acme.example",
                            Name = "New",
                            Role = role,
                        }
                    )
            );
        }

        var harmless = new SetRoleInput { Role = await workspace.RoleWithAsync() };
        await workspace.AsAsync<IPeopleAppService>(recruiter, p => p.SetRoleAsync(friend.Id, harmless));
    }

    [Fact]
    public async Task Should_Not_Let_Anybody_Decide_About_Those_Who_May_Do_More()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var recruiter = await workspace.AddAsync("recruiter", await workspace.RoleWithAsync(IdentityPermissions.People));
        var gone = await workspace.AddAsync("gone", RoleNames.Admin);
        await workspace.AsAsync<IPeopleAppService>(workspace.Admin, p => p.DeactivateAsync(gone.Id));
        await workspace.RefusesAsync(IdentityErrorCodes.PersonAboveYou, recruiter, p => p.ReactivateAsync(gone.Id));
        await workspace.RefusesAsync(IdentityErrorCodes.PersonAboveYou, recruiter, p => p.DeactivateAsync(workspace.Admin.Id));
        await workspace.RefusesAsync(
            IdentityErrorCodes.PersonAboveYou,
            recruiter,
            async p => await p.SetRoleAsync(workspace.Admin.Id, new SetRoleInput { Role = await workspace.RoleWithAsync() })
        );
    }

    [Fact]
    public async Task Should_Not_Let_Anybody_Change_Their_Own_Role()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var mine = await workspace.RoleWithAsync(IdentityPermissions.Roles, IdentityPermissions.People);
        var keeper = await workspace.AddAsync("keeper", mine);
        var lesser = new SetRoleInput { Role = await workspace.RoleWithAsync() };
        await workspace.RefusesAsync(IdentityErrorCodes.OwnRole, keeper, p => p.SetRoleAsync(keeper.Id, lesser));
        await workspace.RefusesAsync(IdentityErrorCodes.OwnRole, workspace.Admin, p => p.SetRoleAsync(workspace.Admin.Id, lesser));
        await workspace.RefusesPermissionAsync(IdentityErrorCodes.OwnRole, keeper, mine, IdentityPermissions.Tokens);
        await workspace.RefusesPermissionAsync(IdentityErrorCodes.OwnRole, keeper, mine, IdentityPermissions.People);
    }

    [Fact]
    public async Task Should_Not_Let_Anybody_Give_A_Permission_That_They_Do_Not_Have()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var keeper = await workspace.AddAsync("keeper", await workspace.RoleWithAsync(IdentityPermissions.Roles));
        var other = await workspace.RoleWithAsync();
        await workspace.RefusesPermissionAsync(IdentityErrorCodes.PermissionNotYours, keeper, other, TestPermissions.Secret);
        await workspace.AsAsync<IRoleAppService>(
            keeper,
            r =>
                r.SetPermissionAsync(
                    new SetPermissionInput
                    {
                        Role = other,
                        Permission = IdentityPermissions.Roles,
                        IsGranted = true,
                    }
                )
        );
    }

    [Fact]
    public async Task Should_Ask_What_The_Caller_May_Now_And_Not_What_The_Page_Still_Believes()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var second = await workspace.AddAsync("second", RoleNames.Admin);
        var third = await workspace.AddAsync("third", RoleNames.Agent);
        var agent = new SetRoleInput { Role = RoleNames.Agent };
        await workspace.AsAsync<IPeopleAppService>(workspace.Admin, p => p.SetRoleAsync(second.Id, agent));
        var admin = new SetRoleInput { Role = RoleNames.Admin };
        await workspace.RefusesAsync(IdentityErrorCodes.RoleAboveYours, second, p => p.SetRoleAsync(third.Id, admin), RoleNames.Admin);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_One_Administrator_When_Two_Demote_Each_Other_At_The_Same_Moment(DatabaseProvider provider)
    {
        await using var workspace = await Workspace.OpenAsync(provider);
        var second = await workspace.AddAsync("second", RoleNames.Admin);
        for (var round = 0; round < 10; round++)
        {
            using var start = new Barrier(2);
            await Task.WhenAll(DemoteAsync(workspace.Admin, second.Id), DemoteAsync(second, workspace.Admin.Id));
            (await workspace.AdminsAsync()).ShouldBe(1, $"round {round}");
            await workspace.Host.RunAsync(
                workspace.TenantId,
                async p =>
                {
                    await p.GetRequiredService<IUserIntegrationService>().MakeAdminAsync("admin@acme.example");
                    await p.GetRequiredService<IUserIntegrationService>().MakeAdminAsync("second@acme.example");
                }
            );

            Task DemoteAsync(UserDto who, Guid whom) =>
                Task
                    .Factory.StartNew(
                        async () =>
                        {
                            start.SignalAndWait();
                            try
                            {
                                var agent = new SetRoleInput { Role = RoleNames.Agent };
                                await workspace.AsAsync<IPeopleAppService>(who, p => p.SetRoleAsync(whom, agent), RoleNames.Admin);
                            }
                            catch (BusinessException)
                            {
                                // One of the two comes too late.
                            }
                        },
                        TaskCreationOptions.LongRunning
                    )
                    .Unwrap();
        }
    }

    [Fact]
    public async Task Should_Make_An_Administrator_Again_From_The_Command_Line()
    {
        await using var workspace = await Workspace.OpenAsync(DatabaseProvider.Sqlite);
        var gone = await workspace.AddAsync("gone", RoleNames.Agent);
        await workspace.AsAsync<IPeopleAppService>(workspace.Admin, p => p.DeactivateAsync(gone.Id));
        await workspace.Host.RunAsync(
            workspace.TenantId,
            p => p.GetRequiredService<IUserIntegrationService>().MakeAdminAsync(" GONE@acme.example")
        );
        (await workspace.AdminsAsync()).ShouldBe(2);
        await workspace.Host.RunAsync(
            workspace.TenantId,
            p => p.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync("customer@acme.example", "C", "en")
        );
        foreach (var stranger in new[] { "customer@acme.example", "nobody@acme.example" })
        {
            var call = () =>
                workspace.Host.RunAsync(workspace.TenantId, p => p.GetRequiredService<IUserIntegrationService>().MakeAdminAsync(stranger));
            (await Should.ThrowAsync<BusinessException>(call)).Code.ShouldBe(IdentityErrorCodes.NotStaff);
        }
    }

    private sealed class Workspace(TestHost host, Guid tenantId, UserDto admin) : IAsyncDisposable
    {
        private int _roles;

        public TestHost Host => host;

        public Guid TenantId => tenantId;

        public UserDto Admin => admin;

        public static async Task<Workspace> OpenAsync(DatabaseProvider provider)
        {
            var host = await PeopleTests.HostAsync(provider);
            var tenant = await PeopleTests.OpenAsync(host, isDemo: true);
            var admin = await host.RunAsync(
                tenant,
                p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@acme.example")
            );
            return new Workspace(host, tenant, admin!);
        }

        public Task<UserDto> AddAsync(string name, string role) =>
            host.RunAsync(
                tenantId,
                p => p.GetRequiredService<IUserIntegrationService>().CreateStaffAsync($"{name}@acme.example", name, role, Password, "en")
            );

        /// <returns>The name of a new role with these permissions.</returns>
        public async Task<string> RoleWithAsync(params string[] permissions)
        {
            var role = "";
            await AsAsync<IRoleAppService>(
                admin,
                async r => role = (await r.CreateAsync(new CreateRoleInput { DisplayName = $"Role {_roles++}" })).Name
            );
            foreach (var permission in permissions)
            {
                var input = new SetPermissionInput
                {
                    Role = role,
                    Permission = permission,
                    IsGranted = true,
                };
                await AsAsync<IRoleAppService>(admin, r => r.SetPermissionAsync(input));
            }

            return role;
        }

        /// <param name="role">What the caller's page believes; as a rule, what is true.</param>
        public Task AsAsync<TService>(UserDto who, Func<TService, Task> call, string? role = null)
            where TService : notnull =>
            host.RunAsAsync(tenantId, who.Id, role ?? who.Roles[0], p => call(p.GetRequiredService<TService>()));

        public async Task RefusesAsync(string code, UserDto who, Func<IPeopleAppService, Task> call, string? role = null) =>
            (await Should.ThrowAsync<BusinessException>(() => AsAsync(who, call, role))).Code.ShouldBe(code);

        public async Task RefusesPermissionAsync(string code, UserDto who, string role, string permission)
        {
            foreach (var isGranted in new[] { true, false })
            {
                var input = new SetPermissionInput
                {
                    Role = role,
                    Permission = permission,
                    IsGranted = isGranted,
                };
                var call = () => AsAsync<IRoleAppService>(who, r => r.SetPermissionAsync(input));
                (await Should.ThrowAsync<BusinessException>(call)).Code.ShouldBe(code);
            }
        }

        public Task<int> AdminsAsync() =>
            host.RunAsync(
                tenantId,
                p => p.GetRequiredService<CustomerServiceDbContext>().Set<User>().CountAsync(u => u.Role == RoleNames.Admin && u.IsActive)
            );

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
