using CustomerService.Framework.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder app) =>
        app.MapGet(
                "/operations/{id:guid}/file",
                async (Guid id, IOperationAppService operations, CancellationToken cancellationToken) =>
                {
                    var file = await operations.OpenFileAsync(id, cancellationToken);
                    return Results.File(file.Content, "application/octet-stream", file.Name, enableRangeProcessing: true);
                }
            )
            .RequireAuthorization()
            .ExcludeFromDescription();
}
