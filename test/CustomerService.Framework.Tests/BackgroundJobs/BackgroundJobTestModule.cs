using CustomerService.Framework.Hangfire;
using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.Tests.BackgroundJobs;

[DependsOn(typeof(FrameworkHangfireModule))]
public sealed class BackgroundJobTestModule : CustomerServiceModule;
