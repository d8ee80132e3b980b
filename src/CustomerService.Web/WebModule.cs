using CustomerService.Framework.Blazor;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge;
using CustomerService.Portal;
using CustomerService.Sla;
using CustomerService.Sla.Blazor;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor;

namespace CustomerService.Web;

/// <summary>The composition: modules configure, seed and map in this order.</summary>
[DependsOn(
    typeof(FrameworkEntityFrameworkCoreModule),
    typeof(FrameworkBlazorModule),
    typeof(TicketsModule),
    typeof(TicketsBlazorModule),
    typeof(SlaModule),
    typeof(SlaBlazorModule),
    typeof(KnowledgeModule),
    typeof(PortalModule))]
public sealed class WebModule : CustomerServiceModule;
