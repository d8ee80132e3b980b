using CustomerService.Framework.EntityFrameworkCore.Idempotency;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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
                    "Tickets of one tenant. Authenticate with an API token: `Authorization: Bearer cs_…`. Errors are problem "
                    + "details (RFC 9457) with a `code`; `errors` and `values` name the fields that were wrong and what "
                    + "stood in them. Unknown members are refused.";
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                if (context.Description.HttpMethod is { } method && !HttpMethods.IsGet(method))
                {
                    operation.Parameters = [.. operation.Parameters ?? [], IdempotencyKey];
                }

                return Task.CompletedTask;
            }
        );
    }

    private static OpenApiParameter IdempotencyKey { get; } =
        new()
        {
            Name = IdempotencyMiddleware.Header,
            In = ParameterLocation.Header,
            Description =
                "The call may be repeated: for 24 hours the same key gets the first answer again and has no second effect. "
                + "The same key with another body or address is refused (422).",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 100 },
        };
}
