using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Verification.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class VerificationBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddSingleton<IMenuContributor, VerificationMenuContributor>();
}

internal sealed class VerificationMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(
                MenuName.Admin,
                "Verification.Menu.Channels",
                "/admin/channels",
                "shield",
                72,
                VerificationPermissions.Manage,
                MenuGroup.Channels
            ),
        ];
}
