using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;

namespace CustomerService.Routing;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class RoutingModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddEntityModel(RoutingModelBuilderExtensions.ConfigureRouting);
}
