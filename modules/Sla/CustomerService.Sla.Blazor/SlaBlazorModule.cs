using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Sla.Blazor.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Sla.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class SlaBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, SlaMenuContributor>();
        context.Services.AddTransient<ISetupStep, CalendarStep>();
        context.Services.AddTransient<ISetupStep, PolicyStep>();
        context.Services.AddSlot("desk.topbar", typeof(ClockBeat), 90);
        context.Services.AddSlot("ticket.chips", typeof(ClockChips), 10);
        context.Services.AddSlot("ticket.row", typeof(RowClock), 10);
        context.Services.AddSlot("ticket.context", typeof(PromisePanel), 30);
        context.Services.AddSlot("rehearsal.promises", typeof(PromiseDraft), 10);
    }
}
