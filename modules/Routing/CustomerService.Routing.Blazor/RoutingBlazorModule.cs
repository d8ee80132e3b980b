using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Blazor.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class RoutingBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, RoutingMenuContributor>();
        context.Services.AddTransient<ISetupStep, GroupsStep>();
        context.Services.AddSlot("person.drawer", typeof(PersonGroups), 10);
        context.Services.AddSlot("desk.topbar", typeof(PresenceSwitch), 10);
        context.Services.AddSlot("ticket.context", typeof(RoutingPanel), 30);
        context.Services.AddSlot("ticket.context", typeof(ExceptionPanel), 32);
        context.Services.AddSlot("ticket.banner", typeof(EscalationBanner), 10);
    }
}
