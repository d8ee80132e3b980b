using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Routing.Exceptions;

/// <summary>What an exception does. Texts: <c>Enum.ExceptionKind.…</c>.</summary>
public enum ExceptionKind
{
    /// <summary>The ticket is called before all others.</summary>
    GoFirst,

    /// <summary>A named person has it although the rules would not give it to them: stars, group or capacity.</summary>
    NamedPerson,
}

public enum ExceptionState
{
    /// <summary>Waits for a second person.</summary>
    Requested,
    Approved,
    Refused,

    /// <summary>Its time is over; the rules hold again.</summary>
    Ended,

    /// <summary>Nobody decided in time.</summary>
    Lapsed,
}

/// <summary>Few, asked for with a reason, approved by a second person, for a limited time, never without a trace.</summary>
public interface IExceptionAppService : IApplicationService
{
    Task<Guid> RequestAsync(RequestExceptionInput input, CancellationToken cancellationToken = default);

    /// <summary>Not by whoever asked, nor by whoever gets the ticket.</summary>
    Task DecideAsync(DecideExceptionInput input, CancellationToken cancellationToken = default);

    /// <summary>Of one ticket, newest first.</summary>
    Task<IReadOnlyList<ExceptionDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Those that wait first, then the newest.</summary>
    Task<IReadOnlyList<ExceptionDto>> GetListAsync(CancellationToken cancellationToken = default);
}

/// <summary>An exception was asked for, decided, or nobody decided.</summary>
/// <param name="ByName">Who asked or decided; null when nobody did.</param>
/// <param name="Text">The reason it was asked for, or the note of the decision.</param>
/// <param name="Until">UTC: until when it can be decided, or holds; null when it does not.</param>
/// <param name="NotifyUserIds">Are to be told: those who can decide, or whoever waited for the decision.</param>
[EventName("routing.exception")]
public sealed record ExceptionChangedEto(
    Guid ExceptionId,
    Guid TicketId,
    ExceptionState State,
    string? ByName,
    string? Text,
    DateTime? Until,
    IReadOnlyList<Guid> NotifyUserIds
) : IOrderedEvent
{
    public Guid StreamId => TicketId;
}

/// <param name="ForName">The named person; null for the other kinds.</param>
/// <param name="ValidUntil">UTC; set by the approval.</param>
/// <param name="MayDecide">By whoever reads this.</param>
public sealed record ExceptionDto(
    Guid Id,
    Guid TicketId,
    long Number,
    string Subject,
    ExceptionKind Kind,
    string? ForName,
    string Reason,
    int Minutes,
    ExceptionState State,
    string RequestedByName,
    DateTime RequestedAt,
    string? DecidedByName,
    DateTime? DecidedAt,
    string? Note,
    DateTime? ValidUntil,
    bool MayDecide
);

public sealed class RequestExceptionInput
{
    public Guid TicketId { get; set; }

    [EnumDataType(typeof(ExceptionKind))]
    public ExceptionKind Kind { get; set; }

    /// <summary>For <see cref="ExceptionKind.NamedPerson"/>.</summary>
    public Guid? ForUserId { get; set; }

    [Required, MinLength(10), StringLength(500)]
    public string Reason { get; set; } = "";

    [Range(5, 1440)]
    public int Minutes { get; set; } = 60;
}

public sealed class DecideExceptionInput
{
    public Guid Id { get; set; }

    public bool Approve { get; set; }

    [StringLength(500)]
    public string? Note { get; set; }
}
