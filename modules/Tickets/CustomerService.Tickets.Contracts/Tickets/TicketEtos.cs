using CustomerService.Framework.Events;

namespace CustomerService.Tickets.Tickets;

/// <summary>What every ticket event says. <see cref="At"/> is UTC and may lie in the past: imported tickets tell their history.</summary>
public abstract record TicketEto(TicketSnapshot Ticket, DateTime At, bool IsImported) : IOrderedEvent
{
    public Guid StreamId => Ticket.Id;
}

/// <summary>The ticket as it stood when the event was raised.</summary>
public sealed record TicketSnapshot(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    TicketGrade Risk,
    TicketGrade Complexity,
    Guid RequestTypeId,
    string RequestTypeKey,
    TicketChannel Channel,
    Guid RequesterId,
    Guid? AssigneeId,
    Guid? GroupId,
    DateTime CreationTime,
    int EscalationLevel,
    string Language
);

[EventName("tickets.created")]
public sealed record TicketCreatedEto(TicketSnapshot Ticket, DateTime At, bool IsImported = false) : TicketEto(Ticket, At, IsImported);

/// <summary>A public reply or an internal note by staff, or a message of the customer.</summary>
[EventName("tickets.replied")]
public sealed record TicketRepliedEto(
    TicketSnapshot Ticket,
    DateTime At,
    Guid MessageId,
    Guid AuthorId,
    string AuthorName,
    bool IsByStaff,
    bool IsPublic,
    string Excerpt,
    IReadOnlyList<Guid> MentionedUserIds,
    bool IsImported = false
) : TicketEto(Ticket, At, IsImported);

[EventName("tickets.status-changed")]
public sealed record TicketStatusChangedEto(
    TicketSnapshot Ticket,
    DateTime At,
    TicketStatus From,
    TicketStatus To,
    Guid? ActorId,
    bool IsReopened,
    bool IsImported = false
) : TicketEto(Ticket, At, IsImported);

/// <summary>Priority or request type changed: whatever was matched by them is matched again.</summary>
[EventName("tickets.reclassified")]
public sealed record TicketReclassifiedEto(
    TicketSnapshot Ticket,
    DateTime At,
    TicketPriority FromPriority,
    Guid FromRequestTypeId,
    bool IsImported = false
) : TicketEto(Ticket, At, IsImported);

/// <summary>Group or tags changed: what is matched by them is matched again.</summary>
[EventName("tickets.routing-changed")]
public sealed record TicketRoutingChangedEto(TicketSnapshot Ticket, DateTime At, bool IsImported = false)
    : TicketEto(Ticket, At, IsImported);

[EventName("tickets.assigned")]
public sealed record TicketAssignedEto(
    TicketSnapshot Ticket,
    DateTime At,
    Guid? FromAgentId,
    Guid? ToAgentId,
    Guid? ActorId,
    bool IsImported = false
) : TicketEto(Ticket, At, IsImported);

/// <summary>
/// The ticket's story goes on in <paramref name="Into"/>, a ticket of the same customer: what was said is there, and
/// what is said from now on goes
/// there. It is closed and stays so, without being solved; no status change is told.
/// </summary>
/// <param name="Together">The numbers of all that were merged into it in one step; each has an event of its own.</param>
[EventName("tickets.merged")]
public sealed record TicketMergedEto(TicketSnapshot Ticket, DateTime At, TicketSnapshot Into, IReadOnlyList<long> Together, Guid? ActorId)
    : TicketEto(Ticket, At, false);

/// <summary>The other side of <see cref="TicketMergedEto"/>: the ticket has taken in the messages of another one.</summary>
/// <param name="CustomerWaits">The customer's last word there was not answered yet.</param>
[EventName("tickets.merge-received")]
public sealed record TicketMergeReceivedEto(TicketSnapshot Ticket, DateTime At, TicketSnapshot From, bool CustomerWaits)
    : TicketEto(Ticket, At, false);

/// <param name="NotifyUserIds">Who is to be told of this step, by the rules of whoever escalated.</param>
[EventName("tickets.escalated")]
public sealed record TicketEscalatedEto(
    TicketSnapshot Ticket,
    DateTime At,
    int Level,
    string ReasonKey,
    IReadOnlyList<Guid> NotifyUserIds,
    bool TellsCustomer = false,
    bool IsImported = false
) : TicketEto(Ticket, At, IsImported);

[EventName("tickets.rated")]
public sealed record TicketRatedEto(TicketSnapshot Ticket, DateTime At, int Score, string? Comment, bool IsImported = false)
    : TicketEto(Ticket, At, IsImported);
