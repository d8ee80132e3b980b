using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Palette;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Blazor.Components;
using CustomerService.Tickets.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class TicketsBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, TicketsMenuContributor>();
        context.Services.AddTransient<IReplySource, MacroReplies>();
        context.Services.AddSlot("ticket.context", typeof(SubTaskPanel), 40);
        context.Services.AddSlot("ticket.context", typeof(RefusalPanel), 45);
        context.Services.AddSlot("customer.drawer", typeof(CustomerDataPanel), 10);
        context.Services.AddTransient<IPaletteSource, TicketPalette>();
        context.Services.AddTransient<ISetupStep, FirstAnswerStep>();
        context.Services.AddTransient<ISetupStep, PortalStep>();
        context.Services.AddTransient<ISetupStep, RequestTypesStep>();
        context.Services.AddTransient<ISetupStep, SamplesStep>();
        context.Services.AddSlot("admin.checklist", typeof(SamplesCard), 10);
    }
}
