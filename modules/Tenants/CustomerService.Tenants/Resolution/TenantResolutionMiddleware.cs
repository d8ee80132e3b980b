using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Resolution;

/// <summary>
/// Finds whose request this is and sets the current tenant for all that follows. A name that is nobody's never reaches
/// a page or an endpoint.
/// </summary>
internal sealed class TenantResolutionMiddleware(
    RequestDelegate next,
    ICurrentTenant currentTenant,
    ITenantStore tenants,
    IEnumerable<ITenantResolveContributor> contributors,
    IOptions<TenancyOptions> options,
    NoTenantAnswer answer,
    TenantMetrics metrics,
    ILogger<TenantResolutionMiddleware> logger
)
{
    /// <summary>Probes come by address, and pictures and style sheets are the same for everybody.</summary>
    private static readonly PathString[] WithoutTenant =
    [
        "/health",
        "/css",
        "/img",
        "/js",
        "/_framework",
        "/_content",
        "/favicon.svg",
        "/favicon.ico",
    ];

    public async Task InvokeAsync(HttpContext context)
    {
        if (WithoutTenant.Any(p => context.Request.Path.StartsWithSegments(p)))
        {
            await next(context);
            return;
        }

        var host = context.Request.Host.Host.TrimEnd('.');
        if (options.Value.IsHostSite(host))
        {
            await ForTokenOrHostAsync(context);
            return;
        }

        await ForTenantAsync(context, await tenants.FindByHostAsync(host, context.RequestAborted));
    }

    private async Task ForTokenOrHostAsync(HttpContext context)
    {
        foreach (var contributor in contributors)
        {
            if (contributor.Resolve(context) is { } id)
            {
                await ForTenantAsync(context, await tenants.FindAsync(id, context.RequestAborted));
                return;
            }
        }

        using var hostSite = currentTenant.Change(null);
        await next(context);
    }

    private async Task ForTenantAsync(HttpContext context, TenantInfo? tenant)
    {
        if (tenant is not { IsActive: true })
        {
            await answer.WriteAsync(context, tenant);
            return;
        }

        using var change = currentTenant.Change(tenant.Id);
        metrics.Count(tenant.Slug);
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("tenant", tenant.Slug);
        using var log = logger.BeginScope(new Dictionary<string, object> { ["Tenant"] = tenant.Slug });
        await next(context);
    }
}
