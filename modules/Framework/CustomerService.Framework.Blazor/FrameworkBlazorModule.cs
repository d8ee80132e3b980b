using CustomerService.Framework.Blazor.Layouts;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace CustomerService.Framework.Blazor;

[DependsOn(typeof(FrameworkModule))]
public sealed class FrameworkBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddRadzenComponents();
        context.Services.AddSingleton<SlotRegistry>();
        context.Services.AddSingleton<MainMenu>();
        context.Services.AddOptions<SiteLayoutOptions>();
    }
}
