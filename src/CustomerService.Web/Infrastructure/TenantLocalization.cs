using CustomerService.Framework.Http;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// The language of a request: <c>?lang=</c>, then the reader's choice (cookie), then the browser's among the tenant's
/// languages, then the tenant's own.
/// </summary>
internal static class TenantLocalization
{
    public static void AddTenantLocalization(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options
                .SetDefaultCulture("en")
                .AddSupportedCultures([.. JsonStringLocalizer.Cultures])
                .AddSupportedUICultures([.. JsonStringLocalizer.Cultures]);
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider(),
                new TenantRequestCultureProvider(),
            ];
        });

    /// <summary>Sets the language cookie and goes back; only to a path of this host.</summary>
    public static void MapLanguage(this WebApplication app) =>
        app.MapGet(
                "/language/{culture}",
                (string culture, string? returnUrl, HttpContext context) =>
                {
                    if (JsonStringLocalizer.Cultures.Contains(culture))
                    {
                        context.Response.Cookies.Append(
                            CookieRequestCultureProvider.DefaultCookieName,
                            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                            new CookieOptions
                            {
                                MaxAge = TimeSpan.FromDays(365),
                                HttpOnly = true,
                                SameSite = SameSiteMode.Lax,
                                IsEssential = true,
                            }
                        );
                    }

                    return Results.LocalRedirect(LocalPath.Or(returnUrl));
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    private sealed class TenantRequestCultureProvider : RequestCultureProvider
    {
        public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var tenantId = httpContext.RequestServices.GetRequiredService<ICurrentTenant>().Id;
            var tenant = tenantId is null
                ? null
                : await httpContext
                    .RequestServices.GetRequiredService<ITenantStore>()
                    .FindAsync(tenantId.Value, httpContext.RequestAborted);
            var offered = tenant?.Languages ?? JsonStringLocalizer.Cultures;
            var asked = httpContext
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l =>
                    l.Value.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans"
                    : l.Value.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en"
                    : null
                )
                .FirstOrDefault(l => l is not null && offered.Contains(l));
            return new ProviderCultureResult(asked ?? tenant?.Language ?? "en");
        }
    }
}
