using CustomerService.Framework.Entities;
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

/// <summary>What routing decided for a ticket, and why: the panel beside it, and the wall.</summary>
internal sealed class TicketRoute : AggregateRoot
{
    public const int SubjectLength = 200;

    private TicketRoute()
    {
    }

    public TicketRoute(TicketSnapshot ticket)
    {
        (TicketId, Number, WaitingSince, DecidedAt) = (ticket.Id, ticket.Number, ticket.CreationTime, ticket.CreationTime);
        Subject = ticket.Subject.Length > SubjectLength ? ticket.Subject[..SubjectLength] : ticket.Subject;
    }

    public Guid TicketId { get; private set; }

    public long Number { get; private set; }

    public string Subject { get; private set; } = "";

    public Guid? GroupId { get; private set; }

    public int RequiredStars { get; private set; }

    public RouteState State { get; private set; }

    public Guid? AgentId { get; private set; }

    public Guid? LastAgentId { get; private set; }

    public AssignmentReason Reason { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime DecidedAt { get; private set; }

    /// <summary>UTC; since when it has had no owner. A ticket that was brought in waits from then, not from its old date.</summary>
    public DateTime WaitingSince { get; private set; }

    public void Place(Guid groupId, int requiredStars) => (GroupId, RequiredStars) = (groupId, requiredStars);

    /// <summary>Still nobody; the wait goes on.</summary>
    public void Wait(AssignmentReason reason, DateTime now) => (Reason, DecidedAt) = (reason, now);

    /// <summary>The wait begins now.</summary>
    public void BeginWaiting(DateTime now) => (State, AgentId, WaitingSince) = (RouteState.Waiting, null, now);

    public void Assign(Guid agentId, AssignmentReason reason, DateTime now)
    {
        (State, AgentId, LastAgentId, Reason, DecidedAt) = (RouteState.Assigned, agentId, agentId, reason, now);
    }

    public void Finish() => State = RouteState.Done;

    public void Reopen() => State = AgentId is null ? RouteState.Waiting : RouteState.Assigned;
}

internal sealed class TicketRouteConfiguration : IEntityTypeConfiguration<TicketRoute>
{
    public void Configure(EntityTypeBuilder<TicketRoute> builder)
    {
        builder.ToTable("RoutingTickets");
        builder.Property(x => x.Subject).HasMaxLength(TicketRoute.SubjectLength);
        builder.HasIndex(x => new { x.TenantId, x.TicketId }).IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.State, x.WaitingSince });
    }
}
