using CustomerService.Framework.Http;
using CustomerService.Portal.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerService.Portal;

internal static class PortalEndpoints
{
    private static readonly TimeSpan ThemeLifetime = TimeSpan.FromDays(365);

    /// <summary>Light, dark, or (any other word) as the system says.</summary>
    public static void MapPortal(this IEndpointRouteBuilder app) =>
        app.MapGet(
                "/theme/{theme}",
                (string theme, string? returnUrl, HttpContext http) =>
                {
                    if (theme is "light" or "dark")
                    {
                        http.Response.Cookies.Append(
                            PortalCache.ThemeCookie,
                            theme,
                            new CookieOptions
                            {
                                MaxAge = ThemeLifetime,
                                SameSite = SameSiteMode.Lax,
                                IsEssential = true,
                            }
                        );
                    }
                    else
                    {
                        http.Response.Cookies.Delete(PortalCache.ThemeCookie);
                    }

                    return Results.LocalRedirect(LocalPath.Or(returnUrl));
                }
            )
            .AllowAnonymous();
}
