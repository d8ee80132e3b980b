using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Branding;
using CustomerService.Tenants.Domains;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Resolution;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Tenants;
using CustomerService.Tenants.Transfer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerService.Tenants;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class TenantsModule : CustomerServiceModule
{
    public override IReadOnlyList<VerbCommand> Verbs => [new ImportWorkspaceCommand()];

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddEntityModel(TenantsModelBuilderExtensions.ConfigureTenants);
        context.Services.Configure<TenancyOptions>(context.Configuration.GetSection("Tenancy"));
        context.Services.Configure<SignUpOptions>(context.Configuration.GetSection("SignUps"));
        context.Services.Configure<BillingOptions>(context.Configuration.GetSection("Billing"));
        context.Services.AddSingleton<IWrittenOnceFunction>(
            new ErasureGuard(
                """
                exists (select 1 from "TenantDeletions" where "WorkspaceId" = {tenant} and "StartedAt" is not null and "FinishedAt" is null)
                """
            )
        );
        context.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SiteMatcherPolicy>());
    }

    public override void OnPreApplicationInitialization(WebApplication app) => app.UseMiddleware<TenantResolutionMiddleware>();

    public override void OnApplicationInitialization(WebApplication app)
    {
        app.MapLogo();
        app.MapSlugHint();
        app.MapDomainQuestion();
    }
}
