using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.Builder;

namespace CustomerService.Knowledge;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class KnowledgeModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddEntityModel(b => b.ConfigureKnowledge());

    public override void OnApplicationInitialization(WebApplication app) => app.MapKnowledge();
}
