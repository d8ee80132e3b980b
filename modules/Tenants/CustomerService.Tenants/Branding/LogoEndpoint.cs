using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Tenants.Branding;

/// <summary>The current tenant's logo. Its address changes with the picture, so that browsers keep it for ever.</summary>
internal static class LogoEndpoint
{
    private const string Path = "/branding/logo";

    public static string? UrlOf(Guid? logoId) => logoId is { } id ? $"{Path}?v={id.ToString("N")[^8..]}" : null;

    public static void MapLogo(this WebApplication app) =>
        app.MapGet(
                Path,
                async (IBrandingAppService branding, HttpContext context) =>
                {
                    if (await branding.OpenLogoAsync(context.RequestAborted) is not { } logo)
                    {
                        return Results.NotFound();
                    }

                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    context.Response.Headers.XContentTypeOptions = "nosniff";
                    return Results.Stream(logo.Content, logo.ContentType);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
}
