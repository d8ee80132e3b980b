using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Api;

/// <summary>API v1. Its records are a promise to other people's programs: fields are added, never renamed.</summary>
public interface ITicketApiAppService : IApplicationService
{
    Task<ApiTicketDto> CreateAsync(ApiCreateTicketInput input, CancellationToken cancellationToken = default);

    Task<PagedResult<ApiTicketDto>> GetListAsync(ApiListInput input, CancellationToken cancellationToken = default);

    Task<ApiTicketDetailDto> GetAsync(long number, CancellationToken cancellationToken = default);

    Task<ApiMessageDto> ReplyAsync(long number, ApiReplyInput input, CancellationToken cancellationToken = default);

    /// <returns>The ticket as it is now; null for a token that may change tickets but not read them.</returns>
    Task<ApiTicketDto?> UpdateAsync(long number, ApiUpdateTicketInput input, CancellationToken cancellationToken = default);
}

public sealed class ApiCreateTicketInput
{
    [Required, StringLength(TicketLimits.Subject)]
    public string Subject { get; set; } = "";

    /// <summary>Plain text.</summary>
    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    [Required]
    public ApiRequesterInput? Requester { get; set; }

    /// <summary>Key of a request type; the workspace's usual one when left out.</summary>
    [StringLength(60)]
    public string? Type { get; set; }

    /// <summary>The type's usual urgency when left out.</summary>
    public TicketPriority? Priority { get; set; }
}

public sealed class ApiRequesterInput
{
    [Required, StringLength(TicketLimits.Name), PlainName]
    public string Name { get; set; } = "";

    [Required, Email, StringLength(TicketLimits.Email)]
    public string Email { get; set; } = "";

    /// <summary>
    /// Your system knows that the address belongs to whoever asks, for example because the customer is signed in there.
    /// Otherwise the address
    /// counts as unconfirmed until the customer opens the link in our email.
    /// </summary>
    public bool Verified { get; set; }
}

public sealed class ApiListInput
{
    /// <summary><c>open</c>, or one or more statuses with commas between.</summary>
    [StringLength(200)]
    public string? Status { get; set; }

    public TicketPriority? Priority { get; set; }

    [StringLength(60)]
    public string? Type { get; set; }

    [StringLength(TicketLimits.Tag)]
    public string? Tag { get; set; }

    public Guid? Assignee { get; set; }

    /// <summary>Mail address.</summary>
    [StringLength(TicketLimits.Email)]
    public string? Requester { get; set; }

    /// <summary>Words of subject and messages.</summary>
    [StringLength(200)]
    public string? Q { get; set; }

    [Range(1, TicketLimits.Page)]
    public int Limit { get; set; } = 50;

    /// <summary><c>next</c> of the page before.</summary>
    [StringLength(100)]
    public string? After { get; set; }
}

public sealed class ApiReplyInput
{
    /// <summary>Markdown.</summary>
    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    /// <summary>false writes an internal note.</summary>
    public bool Public { get; set; } = true;
}

public sealed class ApiUpdateTicketInput
{
    public TicketStatus? Status { get; set; }

    public TicketPriority? Priority { get; set; }
}

/// <summary>Instants are UTC.</summary>
/// <param name="MergedInto">Number of the ticket that has its messages now; replies sent to this one go there. Null: it
/// was not merged.</param>
public record ApiTicketDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    string Type,
    TicketChannel Channel,
    ApiRequesterDto Requester,
    Guid? AssigneeId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime? NextDue,
    long? MergedInto = null
);

/// <param name="Verified">The address is known to be the requester's own.</param>
public sealed record ApiRequesterDto(Guid Id, string Name, string Email, bool Verified = false);

/// <summary>The fields of the list, and what only one ticket shows.</summary>
public sealed record ApiTicketDetailDto(
    ApiTicketDto Ticket,
    IReadOnlyList<string> Tags,
    IReadOnlyList<FieldValueDto> Fields,
    IReadOnlyList<ApiMessageDto> Messages
) : ApiTicketDto(Ticket)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public ApiTicketDto Ticket { get; } = Ticket;
}

/// <param name="Origin">Number of the ticket it was written in, when that was merged into this one.</param>
/// <param name="UnknownMentions">
/// In the answer to writing it: what stands after an @ and is no colleague's name, so that nobody was told. Else empty.
/// </param>
public sealed record ApiMessageDto(
    Guid Id,
    DateTime At,
    string Author,
    bool IsByStaff,
    bool Public,
    string Body,
    long? Origin = null,
    IReadOnlyList<string>? UnknownMentions = null
);
