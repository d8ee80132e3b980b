using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Texts;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Assignment;

internal enum RouteState
{
    Waiting,
    Assigned,

    /// <summary>Solved: nobody waits any more.</summary>
    Done,
}

/// <summary>
/// What routing decided for a ticket, and why: its place in the line, the panel beside it, the wall. Also what really happened to it,
/// in instants: figures of people and rehearsals are read from here.
/// </summary>
internal sealed class TicketRoute : TenantAggregateRoot, IHostSwept
{
    public const int SubjectLength = 200;

    private TicketRoute() { }

    public TicketRoute(TicketSnapshot ticket)
    {
        (TicketId, Number, WaitingSince, DecidedAt, CreatedAt) = (
            ticket.Id,
            ticket.Number,
            ticket.CreationTime,
            ticket.CreationTime,
            ticket.CreationTime
        );
        (RequesterId, Channel) = (ticket.RequesterId, ticket.Channel);
        Subject = WellFormed.Cut(ticket.Subject, SubjectLength);
        (Priority, Risk, Complexity) = (ticket.Priority, ticket.Risk, ticket.Complexity);
    }

    public Guid TicketId { get; private set; }

    public long Number { get; private set; }

    public string Subject { get; private set; } = "";

    public Guid RequesterId { get; private set; }

    public TicketChannel Channel { get; private set; }

    public TicketPriority Priority { get; private set; }

    public TicketGrade Risk { get; private set; }

    public TicketGrade Complexity { get; private set; }

    public CustomerTier Tier { get; private set; }

    public Guid? GroupId { get; private set; }

    public int RequiredStars { get; private set; }

    /// <summary>What is enough after the group's downgrade time.</summary>
    public int FloorStars { get; private set; }

    public RouteState State { get; private set; }

    public Guid? AgentId { get; private set; }

    /// <summary>Stars of the owner in this group, when given.</summary>
    public int? AgentStars { get; private set; }

    public Guid? LastAgentId { get; private set; }

    public AssignmentReason Reason { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime DecidedAt { get; private set; }

    /// <summary>UTC; since when it has had no owner. A ticket that was brought in waits from then, not from its old date.</summary>
    public DateTime WaitingSince { get; private set; }

    /// <summary>UTC; place in the line: the lowest is called first. See <see cref="RoutingPolicy.RankOf"/>.</summary>
    public DateTime Rank { get; private set; }

    /// <summary>UTC; when the ticket was filed.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? FirstAssignedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? FirstResponseAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? SolvedAt { get; private set; }

    public bool WasReopened { get; private set; }

    public int? Rating { get; private set; }

    /// <summary>Seconds; what was calculated when it began to wait. With the real wait it teaches the next calculation.</summary>
    public double? EstimatedWait { get; private set; }

    /// <summary>UTC; what the customer was last told.</summary>
    public DateTime? ShownUntil { get; private set; }

    public int ShownCapacity { get; private set; }

    public int ShownOvertook { get; private set; }

    public QueueChange ShownChange { get; private set; }

    /// <summary>The customer does not wait on screen and is answered by mail.</summary>
    public bool HasLeftQueue { get; private set; }

    public TicketFacts Facts => new(Priority, Risk, Complexity, Tier);

    public void Classify(TicketSnapshot ticket, CustomerTier tier) =>
        (Priority, Risk, Complexity, Tier) = (ticket.Priority, ticket.Risk, ticket.Complexity, tier);

    public void Place(Guid groupId, RoutingPolicy policy, int leastStars = 0)
    {
        (GroupId, RequiredStars, FloorStars) = (
            groupId,
            Math.Max(policy.StarsFor(Facts), leastStars),
            Math.Max(policy.FloorFor(Facts), leastStars)
        );
        Rank = RoutingPolicy.RankOf(Facts, WaitingSince);
    }

    /// <summary>An approved exception: before everybody else.</summary>
    public void GoFirst() => Rank = WaitingSince.AddYears(-1);

    /// <summary>Still nobody; the wait goes on.</summary>
    public void Wait(AssignmentReason reason, DateTime now)
    {
        if (Reason != reason)
        {
            (Reason, DecidedAt) = (reason, now);
        }
    }

    /// <summary>The wait begins now.</summary>
    public void BeginWaiting(DateTime now)
    {
        (State, AgentId, AgentStars, WaitingSince) = (RouteState.Waiting, null, null, now);
        (EstimatedWait, ShownUntil, ShownChange, HasLeftQueue) = (null, null, QueueChange.None, false);
        Rank = RoutingPolicy.RankOf(Facts, now);
    }

    /// <summary>Its owner went away before beginning: it waits as if nobody had had it.</summary>
    public void HandBack(AssignmentReason reason, DateTime now)
    {
        (State, AgentId, AgentStars, LastAgentId) = (RouteState.Waiting, null, null, null);
        (Reason, DecidedAt) = (reason, now);
    }

    public void Assign(Guid agentId, int? stars, AssignmentReason reason, DateTime now)
    {
        (State, AgentId, AgentStars, LastAgentId, Reason, DecidedAt) = (RouteState.Assigned, agentId, stars, agentId, reason, now);
        FirstAssignedAt ??= now;
    }

    public void Finish(DateTime at) => (State, SolvedAt) = (RouteState.Done, at);

    public void Reopen()
    {
        (State, SolvedAt, WasReopened) = (AgentId is null ? RouteState.Waiting : RouteState.Assigned, null, true);
    }

    public void Estimate(TimeSpan wait) => EstimatedWait ??= wait.TotalSeconds;

    public WaitingTicket ToWaiting(Guid? knownAgentId = null) =>
        new(TicketId, GroupId!.Value, RequiredStars, FloorStars, WaitingSince, Rank, Channel, LastAgentId, knownAgentId);
}

internal sealed class TicketRouteConfiguration : IEntityTypeConfiguration<TicketRoute>
{
    public void Configure(EntityTypeBuilder<TicketRoute> builder)
    {
        builder.ToTable("RoutingTickets");
        builder.Property(x => x.Subject).HasMaxLength(TicketRoute.SubjectLength);
        builder.Ignore(x => x.Facts);
        builder.HasIndex(x => new { x.TenantId, x.TicketId }).IsUnique();
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.State,
            x.GroupId,
            x.RequiredStars,
            x.Rank,
        });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.RequesterId,
            x.DecidedAt,
        });
        builder.HasIndex(x => x.TenantId, "IX_RoutingTickets_Waiting").HasFilter("\"State\" = 'Waiting'");
        builder.HasIndex(x => new { x.TenantId, x.SolvedAt });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.GroupId,
            x.CreatedAt,
        });
    }
}
