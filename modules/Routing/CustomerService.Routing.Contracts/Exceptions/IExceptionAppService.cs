using System.ComponentModel.DataAnnotations;

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

/// <summary>R5: few, asked for with a reason, approved by a second person, for a limited time, never without a trace.</summary>
public interface IExceptionAppService
{
    Task<Guid> RequestAsync(RequestExceptionInput input, CancellationToken cancellationToken = default);

    /// <summary>Not by whoever asked, nor by whoever gets the ticket.</summary>
    Task DecideAsync(DecideExceptionInput input, CancellationToken cancellationToken = default);

    /// <summary>Of one ticket, newest first.</summary>
    Task<IReadOnlyList<ExceptionDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Those that wait first, then the newest.</summary>
    Task<IReadOnlyList<ExceptionDto>> GetListAsync(CancellationToken cancellationToken = default);
}

/// <param name="ForName">The named person; null for the other kinds.</param>
/// <param name="ValidUntil">UTC; set by the approval.</param>
/// <param name="MayDecide">By whoever reads this.</param>
public sealed record ExceptionDto(
    Guid Id, Guid TicketId, long Number, string Subject, ExceptionKind Kind, string? ForName, string Reason, int Minutes, ExceptionState State,
    string RequestedByName, DateTime RequestedAt, string? DecidedByName, DateTime? DecidedAt, string? Note, DateTime? ValidUntil, bool MayDecide);

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
