using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// <c>/api/docs</c>: the API's description as a page to read and try. Its files come from this node, and it reports to nobody.
/// </summary>
internal static class ApiReference
{
    private const string Path = "/api/docs";
    private const int NonceBytes = 16;

    public static void MapApiReference(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapScalarApiReference(
            Path,
            (options, context) =>
            {
                var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(NonceBytes));
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.OfApiReference(nonce);
                options
                    .WithTitle("CustomerService API")
                    .WithOpenApiRoutePattern("/api/{documentName}/openapi.json")
                    .WithNonce(nonce)
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideClientButton();
                options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            }
        );
}
