using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Palette;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class IdentityBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, IdentityMenuContributor>();
        context.Services.AddTransient<IPaletteSource, CustomerPalette>();
        context.Services.AddTransient<ISetupStep, ConfirmAddressSetupStep>();
        context.Services.AddTransient<ISetupStep, InviteSetupStep>();
    }
}
