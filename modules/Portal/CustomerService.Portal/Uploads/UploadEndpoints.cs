using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RateLimits;
using CustomerService.Tickets;
using CustomerService.Tickets.Portal.Uploads;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.Portal.Uploads;

/// <summary>
/// Files come in pieces while the form is still being filled in: POST says what is coming, PATCH brings the bytes from
/// <c>Upload-Offset</c> on, GET says how
/// far it got. The form's anti-forgery token comes in its header.
/// </summary>
internal static class UploadEndpoints
{
    private const string Path = "/portal/uploads";
    private const long Frame = 64 * 1024;

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var uploads = app.MapGroup(Path)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .RequireRateLimiting(RateLimitPolicies.Uploads)
            .WithMetadata(new RequestSizeLimitAttribute(TicketLimits.UploadPiece + Frame))
            .AddEndpointFilter(AnswerAsync);
        uploads.MapPost("", BeginAsync);
        uploads.MapGet("", GetAsync);
        uploads.MapPatch("{id:guid}", AppendAsync);
        uploads.MapDelete("{id:guid}", RemoveAsync);
    }

    /// <summary>Refuses what another site's page sends, and says a rule's "no" in words that the script can show.</summary>
    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            return await next(context);
        }
        catch (BusinessException e)
        {
            return TypedResults.Problem(
                title: http.RequestServices.GetRequiredService<IStringLocalizer>().Sentence(e),
                statusCode: e.Kind.ToStatusCode()
            );
        }
    }

    private static async Task<Created<PortalUploadDto>> BeginAsync(
        BeginRequest request,
        IPortalUploadAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var begun = await service.BeginAsync(
            new BeginUploadInput
            {
                Visitor = Visitor.FindOrGreet(http),
                FileName = request.FileName ?? "",
                ContentType = request.ContentType ?? "",
                Size = request.Size,
            },
            cancellationToken
        );
        return TypedResults.Created($"{Path}/{begun.Id}", begun);
    }

    private static async Task<Ok<IReadOnlyList<PortalUploadDto>>> GetAsync(
        [FromQuery] Guid[] id,
        IPortalUploadAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            Visitor.Find(http) is { } visitor
                ? await service.GetAsync(visitor, [.. id.Take(TicketLimits.UploadsOfVisitor)], cancellationToken)
                : []
        );

    private static async Task<Results<Ok<PortalUploadDto>, ProblemHttpResult>> AppendAsync(
        Guid id,
        [FromHeader(Name = "Upload-Offset")] long offset,
        IPortalUploadAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        Visitor.Find(http) is { } visitor
            ? TypedResults.Ok(
                await service.AppendAsync(
                    new AppendUploadInput
                    {
                        Visitor = visitor,
                        Id = id,
                        Offset = offset,
                        Content = http.Request.Body,
                    },
                    cancellationToken
                )
            )
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    private static async Task<NoContent> RemoveAsync(
        Guid id,
        IPortalUploadAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (Visitor.Find(http) is { } visitor)
        {
            await service.RemoveAsync(visitor, id, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    private sealed record BeginRequest(string? FileName, string? ContentType, long Size);
}
