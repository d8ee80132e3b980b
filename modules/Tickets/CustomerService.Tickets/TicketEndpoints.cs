using System.Text.Json;
using CustomerService.Framework.Application;
using CustomerService.Framework.Errors;
using CustomerService.Framework.RateLimits;
using CustomerService.Tickets.Api;
using CustomerService.Tickets.Prefill;
using CustomerService.Tickets.Privacy;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CustomerService.Tickets;

/// <summary>API v1 of tickets, and the download of files.</summary>
internal static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/files/{id:guid}", DownloadAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/admin/customers/{id:guid}/data", ExportCustomerAsync)
            .RequireAuthorization(TicketPermissions.Privacy)
            .ExcludeFromDescription();
        var api = app.MapGroup("/api/v1/tickets")
            .WithTags("Tickets")
            .RequireRateLimiting(RateLimitPolicies.Api)
            .WithMetadata(new RequestSizeLimitAttribute(TicketLimits.ApiBody))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        app.MapPost("/api/v1/prefill-links", CreatePrefillLinkAsync)
            .WithTags("Prefill")
            .RequireRateLimiting(RateLimitPolicies.Api)
            .WithMetadata(new RequestSizeLimitAttribute(TicketLimits.ApiBody))
            .RequireAuthorization(TicketPermissions.Create)
            .WithName("CreatePrefillLink")
            .WithSummary("A signed link that opens a form with what you know already")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapPost("", CreateAsync)
            .RequireAuthorization(TicketPermissions.Create)
            .WithName("CreateTicket")
            .WithSummary("File a ticket for a customer")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("", ListAsync)
            .RequireAuthorization(TicketPermissions.Read)
            .WithName("ListTickets")
            .WithSummary("Newest tickets first, page by page")
            .WithDescription(
                "Pass `next` of a page as `after` to go on; it is null at the end. `status=open` means neither resolved nor closed."
            )
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("{number:long}", GetAsync)
            .RequireAuthorization(TicketPermissions.Read)
            .WithName("GetTicket")
            .WithSummary("One ticket with its messages")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("{number:long}/replies", ReplyAsync)
            .RequireAuthorization(TicketPermissions.Note)
            .WithName("ReplyToTicket")
            .WithSummary("Answer the customer, or write an internal note")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPatch("{number:long}", UpdateAsync)
            .RequireAuthorization(TicketPermissions.Edit)
            .WithName("UpdateTicket")
            .WithSummary("Change status or urgency")
            .WithDescription("Answers with the ticket where the token may read tickets, else with 204.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Created<PrefillLinkDto>> CreatePrefillLinkAsync(
        CreatePrefillLinkInput input,
        IPrefillAppService service,
        CancellationToken cancellationToken
    ) => TypedResults.Created((string?)null, await service.CreateLinkAsync(input, cancellationToken));

    private static async Task<Created<ApiTicketDto>> CreateAsync(
        ApiCreateTicketInput input,
        ITicketApiAppService service,
        CancellationToken cancellationToken
    )
    {
        var ticket = await service.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/tickets/{ticket.Number}", ticket);
    }

    private static Task<PagedResult<ApiTicketDto>> ListAsync(
        [AsParameters] ApiListQuery query,
        ITicketApiAppService service,
        CancellationToken cancellationToken
    ) => service.GetListAsync(query.ToInput(), cancellationToken);

    private static Task<ApiTicketDetailDto> GetAsync(long number, ITicketApiAppService service, CancellationToken cancellationToken) =>
        service.GetAsync(number, cancellationToken);

    private static async Task<Created<ApiMessageDto>> ReplyAsync(
        long number,
        ApiReplyInput input,
        ITicketApiAppService service,
        CancellationToken cancellationToken
    ) => TypedResults.Created($"/api/v1/tickets/{number}", await service.ReplyAsync(number, input, cancellationToken));

    private static async Task<Results<Ok<ApiTicketDto>, NoContent>> UpdateAsync(
        long number,
        ApiUpdateTicketInput input,
        ITicketApiAppService service,
        CancellationToken cancellationToken
    ) => await service.UpdateAsync(number, input, cancellationToken) is { } ticket ? TypedResults.Ok(ticket) : TypedResults.NoContent();

    private static async Task<FileStreamHttpResult> ExportCustomerAsync(
        Guid id,
        ICustomerDataAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var file = await service.ExportAsync(id, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(file.Content, "application/zip", file.Name);
    }

    /// <summary>Always as a download: nothing that a customer sent is ever shown by the browser on our own address.</summary>
    private static async Task<FileStreamHttpResult> DownloadAsync(
        Guid id,
        IAttachmentAppService service,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var file = await service.OpenAsync(id, cancellationToken);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(file.Content, file.ContentType, file.FileName);
    }
}

/// <summary>The address of a list. Left-out numbers must stay optional.</summary>
internal sealed record ApiListQuery(
    string? Status,
    string? Priority,
    string? Type,
    string? Tag,
    Guid? Assignee,
    string? Requester,
    string? Q,
    int? Limit,
    string? After
)
{
    public ApiListInput ToInput() =>
        new()
        {
            Status = Status,
            Priority =
                string.IsNullOrWhiteSpace(Priority) ? null
                : Enum.TryParse<TicketPriority>(Priority, true, out var priority) && !char.IsDigit(Priority[0]) ? priority
                : throw new BusinessException(TicketErrorCodes.UnknownPriority)
                    .WithData("Priority", Priority)
                    .WithData("Known", string.Join(", ", Enum.GetNames<TicketPriority>().Select(JsonNamingPolicy.CamelCase.ConvertName))),
            Type = Type,
            Tag = Tag,
            Assignee = Assignee,
            Requester = Requester,
            Q = Q,
            Limit = Limit ?? 50,
            After = After,
        };
}
