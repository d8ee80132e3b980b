using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class KnowledgeModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddEntityModel(b => b.ConfigureKnowledge());
        context.Services.AddHostedService<IndexWarmer>();
    }

    public override void OnApplicationInitialization(WebApplication app) => app.MapKnowledge();
}
