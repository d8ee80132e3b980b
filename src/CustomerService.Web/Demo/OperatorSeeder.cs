using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Web.Demo;

/// <summary>The demo's operator of the installation.</summary>
internal sealed class OperatorSeeder(TenantScope scopes) : IDemoSeeder, ITransientDependency
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
                        DemoPassword.Value,
                        "en",
                        cancellationToken
                    ),
            cancellationToken
        );
}
