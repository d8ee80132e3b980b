using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;

namespace CustomerService.Sla;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class SlaModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddEntityModel(builder => builder.ConfigureSla());
}
