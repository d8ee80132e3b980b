using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Layouts;
using CustomerService.Framework.Modularity;
using CustomerService.Portal.Caching;
using CustomerService.Portal.Layouts;
using CustomerService.Portal.Pages;
using CustomerService.Portal.Uploads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Portal;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class PortalModule : CustomerServiceModule
{
    /// <summary>All tenants' pages together; the least used go first.</summary>
    private const long CacheBytes = 64 * 1024 * 1024;

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.Configure<SiteLayoutOptions>(o => (o.TenantLayout, o.TenantHome) = (typeof(PortalLayout), typeof(PortalHome)));
        services.Configure<OutputCacheOptions>(o =>
        {
            o.SizeLimit = CacheBytes;
            o.AddPolicy(PortalCache.Policy, new PortalCache());
            o.AddBasePolicy(PortalCache.Home);
        });
        services.AddHostedService<PortalCacheEvictor>();
        CookielessAntiforgery.Decorate(services);
    }

    public override void OnApplicationInitialization(WebApplication app)
    {
        app.MapPortal();
        app.MapUploads();
        app.MapSitemap();
    }
}
