using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Layouts;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Blazor.Admin;
using CustomerService.Tenants.Blazor.Components;
using CustomerService.Tenants.Blazor.Layouts;
using CustomerService.Tenants.Blazor.Site;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class TenantsBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.Configure<SiteLayoutOptions>(o => (o.HostLayout, o.HostHome) = (typeof(HostLayout), typeof(LandingPage)));
        context.Services.AddSingleton<IMenuContributor, TenantsMenuContributor>();
        context.Services.AddTransient<ISetupStep, BrandingSetupStep>();
        context.Services.AddSlot("admin.banner", typeof(PlanBanner), 10);
        context.Services.AddSlot("admin.banner", typeof(DeletionBanner), 5);
    }
}
