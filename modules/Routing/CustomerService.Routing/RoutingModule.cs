using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Escalations.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class RoutingModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddEntityModel(RoutingModelBuilderExtensions.ConfigureRouting);
        context
            .Services.AddOptions<WebhookOptions>()
            .Bind(context.Configuration.GetSection("Webhooks"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }
}
