using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerService.Portal.Caching;

/// <summary>
/// Razor pages get an antiforgery cookie and "no-store" on every answer, whether they hold a form or not; such an answer cannot be shared.
/// Pages that say <c>[RequireAntiforgeryToken(false)]</c> are left alone; all others are as before.
/// </summary>
internal sealed class CookielessAntiforgery(IAntiforgery inner) : IAntiforgery
{
    public static void Decorate(IServiceCollection services)
    {
        if (services.LastOrDefault(s => s.ServiceType == typeof(IAntiforgery))?.ImplementationType is { } implementation)
        {
            services.Replace(
                ServiceDescriptor.Singleton<IAntiforgery>(provider => new CookielessAntiforgery(
                    (IAntiforgery)ActivatorUtilities.CreateInstance(provider, implementation)
                ))
            );
        }
    }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) =>
        IsShared(httpContext) ? new AntiforgeryTokenSet(null, null, "", null) : inner.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
        if (!IsShared(httpContext))
        {
            inner.SetCookieTokenAndHeader(httpContext);
        }
    }

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    private static bool IsShared(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false };
}
