using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Tickets;

/// <summary>What other modules may ask of tickets, and do to them, in their own unit of work.</summary>
public interface ITicketIntegrationService : IIntegrationService
{
    Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>The event that the ticket was created with, as the ticket stands now.</summary>
    Task<TicketCreatedEto?> FindCreatedAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <returns>Those that exist.</returns>
    Task<IReadOnlyDictionary<Guid, TicketSnapshot>> GetManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    );

    /// <summary>Open tickets (not resolved, not closed) of a group, by id.</summary>
    /// <param name="after">The last one of the page before; null for the first.</param>
    Task<IReadOnlyList<TicketSnapshot>> GetOpenOfGroupAsync(
        Guid groupId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Sets group and owner only if the owner is still <paramref name="expectedAgentId"/>: an atomic compare-and-set in
    /// the database.
    /// </summary>
    /// <returns>false when somebody else was faster or the ticket is closed.</returns>
    Task<bool> TryAssignAsync(Guid ticketId, AssignTicket change, Guid? expectedAgentId, CancellationToken cancellationToken = default);

    /// <summary><see cref="TryAssignAsync"/> for many tickets at once: each by itself, in one go to the database.</summary>
    /// <returns>Those whose owner was still <paramref name="expectedAgentId"/>.</returns>
    Task<IReadOnlySet<Guid>> TryAssignManyAsync(
        IReadOnlyDictionary<Guid, AssignTicket> changes,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Moves the ticket up one level: raises the priority if asked, writes history, raises
    /// <see cref="TicketEscalatedEto"/>. Does nothing at or above <see cref="EscalateTicket.Level"/>, or when solved.
    /// </summary>
    Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default);

    /// <summary>Somebody has taken an escalation upon himself: a line of history in his name.</summary>
    Task AcceptEscalationAsync(Guid ticketId, Guid userId, string reasonKey, CancellationToken cancellationToken = default);

    /// <summary>
    /// The nearest due time (UTC) of the running clocks of each ticket, by which queues are sorted; null when none
    /// runs. In one go to the database; does not touch the concurrency stamp.
    /// </summary>
    Task SetNextDueAsync(IReadOnlyDictionary<Guid, DateTime?> nextDue, CancellationToken cancellationToken = default);

    /// <summary>Open tickets (not resolved, not closed) by owner and channel, for load and capacity.</summary>
    Task<IReadOnlyList<AgentLoadDto>> CountOpenByAgentAsync(
        IReadOnlyCollection<Guid> agentIds,
        CancellationToken cancellationToken = default
    );

    /// <summary>Open tickets without owner and group: nobody has decided about them yet. Oldest first.</summary>
    Task<IReadOnlyList<TicketSnapshot>> GetUnroutedAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>The event that each ticket was created with, as the ticket stands now; newest first.</summary>
    /// <param name="before">Number of the last one of the page before; <see cref="long.MaxValue"/> for the first.</param>
    Task<IReadOnlyList<TicketCreatedEto>> GetNewestAsync(long before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Tickets of an agent that are new: nobody has begun. Oldest first.</summary>
    Task<IReadOnlyList<TicketSnapshot>> GetNotBegunAsync(Guid agentId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Staff and customers who follow the ticket (the requester follows his own unless he said no).</summary>
    Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>By ticket; a ticket without tags is left out.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> GetTagsAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    );

    /// <summary>What happened to tickets, step by step, so that it can be played again under other rules.</summary>
    /// <returns>Of those that exist.</returns>
    Task<IReadOnlyList<TicketTimeline>> GetTimelinesAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    );

    /// <summary>Whom mails of the ticket go to.</summary>
    Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>What was said, whole; events carry its beginning only.</summary>
    Task<MessageTextDto?> FindMessageAsync(Guid messageId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Brings in a ticket with its history; the events carry the old times and <c>IsImported</c>.
    /// <see cref="ImportTicket.ExternalKey"/> makes a second call return the first ticket.
    /// </summary>
    Task<ImportTicketResult> ImportAsync(ImportTicket ticket, CancellationToken cancellationToken = default);
}

/// <param name="Ticket">As it is now.</param>
/// <param name="FiledPriority">Before anybody changed it.</param>
/// <param name="Steps">In the order in which they happened.</param>
public sealed record TicketTimeline(
    TicketSnapshot Ticket,
    TicketPriority FiledPriority,
    IReadOnlyList<string> Tags,
    IReadOnlyList<TicketStep> Steps
);

/// <param name="At">UTC.</param>
/// <param name="Status">After it.</param>
/// <param name="Priority">After it; what an escalation raised is left out.</param>
/// <param name="IsByOwner">By whoever owned the ticket then, or, for a change of the owner, by the new one.</param>
public readonly record struct TicketStep(TicketStepKind Kind, DateTime At, TicketStatus Status, TicketPriority Priority, bool IsByOwner);

public enum TicketStepKind
{
    /// <summary>A public answer of staff.</summary>
    Answered,

    /// <summary>A note of staff.</summary>
    Noted,
    CustomerWrote,
    StatusChanged,
    PriorityChanged,

    /// <summary>From nobody to somebody.</summary>
    Assigned,

    /// <summary>From one owner to another.</summary>
    HandedOver,

    /// <summary>Has no owner any more.</summary>
    Unassigned,

    /// <summary>Into another ticket.</summary>
    MergedInto,
}

public sealed record AgentLoadDto(Guid AgentId, TicketChannel Channel, int Open);

/// <param name="LastPublicReplyId">The newest public staff reply; null when there is none.</param>
/// <param name="ClosesAt">UTC; when the resolved ticket closes by itself. Null when it is not resolved, or stays so
/// until somebody closes it.</param>
/// <param name="ResolvedAt">UTC; null while it is open.</param>
/// <param name="IsProven">The address is known to be the requester's own.</param>
/// <param name="HoldsContent">An account matter whose requester has not proven the address: mails do not carry what was answered.</param>
public sealed record TicketContactDto(
    Guid RequesterId,
    string Name,
    string Email,
    string Language,
    Guid? LastPublicReplyId,
    DateTime? ClosesAt = null,
    RefusalContactDto? Refusal = null,
    DateTime? ResolvedAt = null,
    bool IsProven = true,
    bool HoldsContent = false
);

/// <param name="Body">Markdown when staff wrote it, else plain text.</param>
public sealed record MessageTextDto(Guid Id, string Body, bool IsByStaff, bool IsPublic);

/// <summary>The newest public reply is a refusal that can be appealed against until then (UTC).</summary>
public sealed record RefusalContactDto(Guid MessageId, DateTime AppealUntil);

/// <param name="GroupName">Shown in lists; Tickets does not know groups.</param>
/// <param name="ReasonKey">Localization key for the history line.</param>
public sealed record AssignTicket(Guid? GroupId, string? GroupName, Guid? AgentId, string ReasonKey, int RequiredStars);

/// <param name="Note">Written into the ticket for staff; null writes none.</param>
/// <param name="Watches">Those who are told follow the ticket from now on.</param>
/// <param name="TellsCustomer">The customer hears that it takes longer, and that it has not been forgotten.</param>
public sealed record EscalateTicket(
    int Level,
    bool RaisePriority,
    string ReasonKey,
    IReadOnlyList<Guid> NotifyUserIds,
    string? Note = null,
    bool Watches = false,
    bool TellsCustomer = false
);

/// <summary>Times are UTC. Group and owner may be left to routing (null).</summary>
public sealed record ImportTicket(
    string ExternalKey,
    string Subject,
    string Body,
    string RequesterName,
    string RequesterEmail,
    string? RequestTypeKey,
    TicketPriority? Priority,
    TicketChannel Channel,
    DateTime CreatedAt,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ImportMessage> Messages,
    TicketStatus FinalStatus,
    Guid? GroupId,
    string? GroupName,
    Guid? AssigneeId,
    int? RatingScore,
    string? RatingComment,
    DateTime? RatedAt
);

public sealed record ImportMessage(DateTime At, Guid? StaffId, bool IsPublic, string Body, TicketStatus? StatusAfter);

public sealed record ImportTicketResult(Guid Id, long Number, bool IsNew);
