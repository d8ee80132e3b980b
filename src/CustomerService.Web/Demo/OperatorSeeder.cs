using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Demo;

/// <summary>The demo's operator of the installation.</summary>
internal sealed class OperatorSeeder(TenantScope scopes, DemoPassword password) : IDemoSeeder, ITransientDependency
{
    public Task SeedAsync(CancellationToken cancellationToken = default) =>
        scopes.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync(
                        "operator@localhost.example",
                        "Olivia Operator",
                        RoleNames.HostOperator,
                        password.Value,
                        "en",
                        cancellationToken
                    ),
            cancellationToken
        );
}
