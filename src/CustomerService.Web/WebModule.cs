using CustomerService.Billing;
using CustomerService.Billing.Blazor;
using CustomerService.Framework.Blazor;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.Hangfire;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.S3;
using CustomerService.Identity;
using CustomerService.Knowledge;
using CustomerService.Knowledge.Blazor;
using CustomerService.Notifications;
using CustomerService.Notifications.Blazor;
using CustomerService.Portal;
using CustomerService.Routing;
using CustomerService.Routing.Blazor;
using CustomerService.Sla;
using CustomerService.Sla.Blazor;
using CustomerService.Tenants;
using CustomerService.Tenants.Blazor;
using CustomerService.Tickets;
using CustomerService.Tickets.Blazor;
using CustomerService.Verification;
using CustomerService.Verification.Blazor;

namespace CustomerService.Web;

/// <summary>The composition: modules configure, seed and map in this order.</summary>
[DependsOn(
    typeof(FrameworkEntityFrameworkCoreModule),
    typeof(FrameworkHangfireModule),
    typeof(FrameworkS3Module),
    typeof(FrameworkBlazorModule),
    typeof(TenantsModule),
    typeof(TenantsBlazorModule),
    typeof(IdentityModule),
    typeof(IdentityBlazorModule),
    typeof(BillingModule),
    typeof(BillingBlazorModule),
    typeof(TicketsModule),
    typeof(TicketsBlazorModule),
    typeof(SlaModule),
    typeof(SlaBlazorModule),
    typeof(RoutingModule),
    typeof(RoutingBlazorModule),
    typeof(KnowledgeModule),
    typeof(KnowledgeBlazorModule),
    typeof(NotificationsModule),
    typeof(NotificationsBlazorModule),
    typeof(VerificationModule),
    typeof(VerificationBlazorModule),
    typeof(PortalModule)
)]
public sealed class WebModule : CustomerServiceModule;
