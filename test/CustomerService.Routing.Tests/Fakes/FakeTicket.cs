using CustomerService.Framework.Entities;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Fakes;

/// <summary>A ticket as routing sees it, in a table of its own: claims are as transactional as the real ones.</summary>
internal sealed class FakeTicket : TenantAggregateRoot
{
    public string TypeKey { get; set; } = "question";

    public TicketStatus Status { get; set; } = TicketStatus.New;

    public TicketPriority Priority { get; set; }

    public TicketGrade Risk { get; set; }

    public TicketGrade Complexity { get; set; }

    public TicketChannel Channel { get; set; }

    public Guid RequesterId { get; set; }

    public Guid? AssigneeId { get; set; }

    public Guid? GroupId { get; set; }

    public int RequiredStars { get; set; }

    public int EscalationLevel { get; set; }

    /// <summary>How often somebody was told, by all escalations.</summary>
    public int Escalations { get; set; }

    public string Told { get; set; } = "";

    /// <summary>What each escalation said and did besides telling.</summary>
    public string Log { get; set; } = "";

    /// <summary>A clock runs until then, and is not late yet.</summary>
    public DateTime? Due { get; set; }

    /// <summary>What the SLA module would say: a clock still runs past its time.</summary>
    public bool IsLate { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>For those that are played again.</summary>
    public DateTime? AnsweredAt { get; set; }

    public DateTime? SolvedAt { get; set; }

    /// <summary>Answered and solved, nothing else.</summary>
    public TicketTimeline ToCourse() =>
        new(
            ToSnapshot(),
            Priority,
            [],
            [
                .. AnsweredAt is { } answered
                    ? [new TicketStep(TicketStepKind.Answered, answered, TicketStatus.New, Priority, true)]
                    : Array.Empty<TicketStep>(),
                .. SolvedAt is { } solved
                    ? [new TicketStep(TicketStepKind.StatusChanged, solved, TicketStatus.Resolved, Priority, true)]
                    : Array.Empty<TicketStep>(),
            ]
        );

    public TicketSnapshot ToSnapshot() =>
        new(
            Id,
            1,
            "充电宝不充电",
            Status,
            Priority,
            Risk,
            Complexity,
            Guid.Empty,
            TypeKey,
            Channel,
            RequesterId,
            AssigneeId,
            GroupId,
            CreatedAt,
            EscalationLevel,
            "en"
        );

    public void Publish(object eto) => AddDistributedEvent(eto);

    public static void Configure(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<FakeTicket>(b =>
        {
            b.ToTable("FakeTickets");
            b.Property(x => x.TypeKey).HasMaxLength(64);
            b.Property(x => x.Told).HasMaxLength(4000);
            b.Property(x => x.Log).HasMaxLength(4000);
        });
}
