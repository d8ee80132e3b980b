using CustomerService.Framework.Application;
using CustomerService.Routing.Presence;

namespace CustomerService.Routing.Assignment;

/// <summary>Why a ticket is where it is. Texts: <c>Enum.AssignmentReason.…</c>.</summary>
public enum AssignmentReason
{
    /// <summary>Knows the ticket already, and is free.</summary>
    LastAgent,

    /// <summary>The lowest star that is enough, and the least loaded of them.</summary>
    LowestSufficientStar,

    /// <summary>Knows the customer, and is free with just the right stars.</summary>
    KnowsCustomer,

    /// <summary>Waited so long that one star less is enough, as the group allows.</summary>
    Downgraded,

    /// <summary>Waited long enough to take the time of a higher star.</summary>
    Overflow,

    /// <summary>The escalation policy moved it to somebody else.</summary>
    Escalated,

    /// <summary>A person decided.</summary>
    Manual,

    /// <summary>Came in with its owner.</summary>
    GivenWithTicket,

    /// <summary>Nobody with enough stars is online.</summary>
    NobodyOnline,

    /// <summary>Those with the right star are full; higher stars are asked after a while.</summary>
    WaitingForStar,

    /// <summary>Everybody with enough stars is full.</summary>
    EverybodyFull,

    /// <summary>The group has no members.</summary>
    EmptyGroup,

    /// <summary>Nobody in the group has the stars that its risk asks for.</summary>
    NobodyHasStars,

    /// <summary>Its owner went away before beginning.</summary>
    HandedBack,

    /// <summary>An approved exception gave it to somebody.</summary>
    Exception,

    /// <summary>The exception that gave it to somebody is over.</summary>
    ExceptionEnded,
}

/// <summary>Who works on a ticket, and why. Taking and giving by hand is Tickets' own; routing hears of it.</summary>
public interface IAssignmentAppService : IApplicationService
{
    Task<TicketRouteDto?> GetAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>People who could get the ticket, best first.</summary>
    Task<IReadOnlyList<AgentChoiceDto>> GetAgentsAsync(Guid? groupId, CancellationToken cancellationToken = default);

    Task<WallDto> GetWallAsync(CancellationToken cancellationToken = default);
}

/// <param name="WaitingSince">UTC; null when it has an owner.</param>
/// <param name="OverflowAt">UTC; from here higher stars may take it.</param>
/// <param name="HasLeftQueue">The customer does not wait on screen and expects a mail.</param>
public sealed record TicketRouteDto(
    Guid TicketId,
    Guid? GroupId,
    string? GroupName,
    int RequiredStars,
    Guid? AgentId,
    string? AgentName,
    int? AgentStars,
    AssignmentReason Reason,
    DateTime DecidedAt,
    DateTime? WaitingSince,
    DateTime? OverflowAt,
    bool HasLeftQueue
);

public sealed record AgentChoiceDto(Guid UserId, string Name, int Stars, PresenceState State, int OpenTickets, int Capacity);

/// <param name="LongestWaitSince">UTC; since when the one that waits longest has waited.</param>
/// <param name="WaitingTickets">In the order in which they are called.</param>
public sealed record WallDto(
    int Waiting,
    DateTime? LongestWaitSince,
    int InService,
    int Online,
    IReadOnlyList<WaitingTicketDto> WaitingTickets,
    IReadOnlyList<WallAgentDto> Agents
);

public sealed record WaitingTicketDto(
    Guid TicketId,
    long Number,
    string Subject,
    string? GroupName,
    Guid? GroupId,
    int RequiredStars,
    DateTime WaitingSince,
    AssignmentReason Reason
);

public sealed record WallAgentDto(
    Guid UserId,
    string Name,
    PresenceState State,
    int OpenTickets,
    int Capacity,
    IReadOnlyList<string> Groups
);
