using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Portal.Caching;

/// <summary>
/// Pages that look the same to every anonymous visitor of a tenant are rendered once per language and theme, until
/// something in them changes.
/// </summary>
internal sealed class PortalCache(TimeSpan? maxAge = null, string? onlyPath = null) : IOutputCachePolicy
{
    public const string Policy = "portal";

    /// <summary>The first page says how long one waits right now: it is the same for all who come within these seconds.</summary>
    public static readonly PortalCache Home = new(TimeSpan.FromSeconds(10), "/");

    public const string ThemeCookie = "cs-theme";

    /// <summary>A node that missed a signal (a cut connection) is right again after this long.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    public static string TagOf(Guid tenantKey) => $"portal:{tenantKey:N}";

    public static string ThemeOf(HttpRequest request) =>
        request.Cookies[ThemeCookie] is "dark" or "light" ? request.Cookies[ThemeCookie]! : "";

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (onlyPath is not null && http.Request.Path != onlyPath)
        {
            return ValueTask.CompletedTask;
        }

        var tenant = http.RequestServices.GetRequiredService<ICurrentTenant>();
        // A page that gives somebody's form back is a GET as well, and nobody else's.
        var isShared =
            tenant.Id is not null
            && http.User.Identity?.IsAuthenticated != true
            && HttpMethods.IsGet(http.Request.Method)
            && !http.Request.HasFormContentType;
        context.EnableOutputCaching = isShared;
        context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = isShared;
        context.ResponseExpirationTimeSpan = maxAge ?? MaxAge;
        context.CacheVaryByRules.QueryKeys = new(["voted"]);
        context.CacheVaryByRules.VaryByValues["tenant"] = tenant.Key.ToString("N");
        context.CacheVaryByRules.VaryByValues["language"] = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        context.CacheVaryByRules.VaryByValues["theme"] = ThemeOf(http.Request);
        context.Tags.Add(TagOf(tenant.Key));
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // A cookie is somebody's; an answer that is no page would hide one that comes later.
        if (context.HttpContext.Response.StatusCode != StatusCodes.Status200OK || context.HttpContext.Response.Headers.SetCookie.Count > 0)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }
}
