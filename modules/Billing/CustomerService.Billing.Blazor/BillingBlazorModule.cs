using CustomerService.Billing.Blazor.Components;
using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Billing.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class BillingBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, BillingMenuContributor>();
        context.Services.AddSlot("admin.banner", typeof(BillingBanner), 5);
    }
}

/// <summary>Only where money is taken.</summary>
internal sealed class BillingMenuContributor(IOptions<BillingOptions> billing) : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        billing.Value.TakesPayments
            ?
            [
                new(MenuName.Admin, "Billing.Menu.Billing", "/admin/billing", "card", 16, BillingPermissions.Manage),
                new(MenuName.Host, "Billing.Menu.Host", "/host/billing", "card", 16, BillingPermissions.Host),
            ]
            : [];
}
