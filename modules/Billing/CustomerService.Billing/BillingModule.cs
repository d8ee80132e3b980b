using CustomerService.Billing.Bookkeeping;
using CustomerService.Billing.Prices;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Webhooks;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class BillingModule : CustomerServiceModule
{
    public override IReadOnlyList<VerbCommand> Verbs => [new SyncPricesCommand(), new ReconcileCommand()];

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddEntityModel(BillingModelBuilderExtensions.ConfigureBilling);
        var section = context.Configuration.GetSection("Billing:Stripe");
        context.Services.Configure<StripeOptions>(section);
        context.Services.PostConfigure<BillingOptions>(o =>
        {
            if (!string.IsNullOrEmpty(section["SecretKey"]))
            {
                o.TakePayments();
            }
        });
    }

    public override void OnApplicationInitialization(WebApplication app) => app.MapStripeWebhook();
}

internal static class BillingModelBuilderExtensions
{
    public static void ConfigureBilling(this ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BillingModule).Assembly);
}
