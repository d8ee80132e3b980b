using CustomerService.Framework.Hangfire;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.BackgroundJobs;

[DependsOn(typeof(FrameworkHangfireModule))]
public sealed class BackgroundJobTestModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddSingleton<Notebook>();
}
