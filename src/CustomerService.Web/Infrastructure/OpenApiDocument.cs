using Microsoft.AspNetCore.OpenApi;

namespace CustomerService.Web.Infrastructure;

internal static class OpenApiDocument
{
    /// <summary>Describes <c>/api/v1</c> and nothing else.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "CustomerService API";
                document.Info.Version = "v1";
                document.Info.Description =
                    "Tickets of one tenant. Authenticate with an API token: `Authorization: Bearer cs_…`. Errors are problem details (RFC 9457) with a `code`.";
                return Task.CompletedTask;
            }
        );
    }
}
