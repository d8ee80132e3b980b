using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Refusals;

/// <summary>A reason of the company's catalogue.</summary>
[Audited(nameof(Key))]
internal sealed class RefusalReason : TenantAggregateRoot
{
    private RefusalReason() { }

    public RefusalReason(int order) => Order = order;

    public string Key { get; private set; } = "";

    public int Order { get; private set; }

    public bool IsRestriction { get; private set; }

    public int AppealDays { get; private set; }

    /// <summary>JSON of <see cref="RefusalText"/>: all that customers may read.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Thresholds and signals. A column of its own, so that no copy of <see cref="Text"/> ever carries it out.</summary>
    public string InternalRule { get; private set; } = "";

    public bool IsArchived { get; private set; }

    public void Describe(string key, bool isRestriction, int appealDays, RefusalText text, string internalRule) =>
        (Key, IsRestriction, AppealDays, Text, InternalRule) = (
            key,
            isRestriction,
            appealDays,
            JsonSerializer.Serialize(text),
            internalRule
        );

    public void Archive() => IsArchived = true;
}

internal sealed record RefusalText(LocalizedText Title, LocalizedText Text, LocalizedText Lift, LocalizedText Papers, LocalizedText Appeal)
{
    public static RefusalText Read(string json) => JsonSerializer.Deserialize<RefusalText>(json)!;
}

/// <summary>A reason as one customer was told it: later changes of the catalogue do not change what was said.</summary>
internal sealed class TicketRefusal : TenantEntity
{
    private TicketRefusal() { }

    public TicketRefusal(Guid ticketId, Guid messageId, RefusalReason reason, Guid? byId, DateTime now)
    {
        (TicketId, MessageId, ReasonId, Text, IsRestriction) = (ticketId, messageId, reason.Id, reason.Text, reason.IsRestriction);
        (ById, At, AppealUntil) = (byId, now, now.AddDays(reason.AppealDays));
    }

    public Guid TicketId { get; private set; }

    /// <summary>The answer that told it.</summary>
    public Guid MessageId { get; private set; }

    public Guid ReasonId { get; private set; }

    /// <summary>JSON of <see cref="RefusalText"/>.</summary>
    public string Text { get; private set; } = "";

    public bool IsRestriction { get; private set; }

    public Guid? ById { get; private set; }

    public DateTime At { get; private set; }

    public DateTime AppealUntil { get; private set; }

    public DateTime? AppealedAt { get; private set; }

    public bool CanAppeal(DateTime now) => AppealedAt is null && now <= AppealUntil;

    public void Appeal(DateTime now) => AppealedAt = now;

    public RefusalDto ToDto(string culture, DateTime now)
    {
        var text = RefusalText.Read(Text);
        return new RefusalDto(
            text.Title.In(culture),
            text.Text.In(culture),
            text.Lift.In(culture),
            text.Papers.In(culture),
            text.Appeal.In(culture),
            IsRestriction,
            AppealUntil,
            AppealedAt,
            CanAppeal(now)
        );
    }
}

internal sealed class RefusalReasonConfiguration : IEntityTypeConfiguration<RefusalReason>
{
    public void Configure(EntityTypeBuilder<RefusalReason> builder)
    {
        builder.ToTable("TicketRefusalReasons");
        builder.Property(x => x.Key).HasMaxLength(40);
        builder.Property(x => x.InternalRule).HasMaxLength(RefusalLimits.Text);
        builder.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
    }
}

internal sealed class TicketRefusalConfiguration : IEntityTypeConfiguration<TicketRefusal>
{
    public void Configure(EntityTypeBuilder<TicketRefusal> builder)
    {
        builder.ToTable("TicketRefusals");
        builder.HasTenantForeignKey<TicketRefusal, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.TicketId,
            x.At,
        });
    }
}
