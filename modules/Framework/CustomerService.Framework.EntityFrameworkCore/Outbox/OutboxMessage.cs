using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>
/// An Eto that was committed and waits for its handlers. Deleted when each has handled it, or has got a copy of its own
/// because it failed: one handler's trouble is not the others'.
/// </summary>
public sealed class OutboxMessage : QueueRow
{
    /// <summary>A <see cref="Handler"/> is none: all of them.</summary>
    public const string AllHandlers = "";

    public OutboxMessage() => EventId = Id;

    public string EventName { get; init; } = "";

    /// <summary>Messages of one stream go out one after the other.</summary>
    public Guid StreamId { get; init; }

    /// <summary>Id of the message as it was published; a copy keeps it, and with it its place in the stream.</summary>
    public Guid EventId { get; init; }

    /// <summary>The only handler that still waits for it; <see cref="AllHandlers"/> until one of them has failed.</summary>
    public string Handler { get; init; } = AllHandlers;

    public string Payload { get; init; } = "";

    public DateTime CreationTime { get; init; }

    /// <summary>For one handler that could not handle it, or that is behind in this stream.</summary>
    public OutboxMessage CopyFor(string handler, DateTime nextAttempt) =>
        new()
        {
            EventName = EventName,
            StreamId = StreamId,
            EventId = EventId,
            Handler = handler,
            Payload = Payload,
            CreationTime = CreationTime,
            NextAttempt = nextAttempt,
        };
}

/// <summary>Says that a handler is done with a message: it has handled it, or got a copy of its own; written in the
/// transaction that did so.</summary>
public sealed class InboxMessage : IMultiTenant
{
    public const int MaxHandler = 200;

    public Guid TenantId { get; private set; }

    public Guid MessageId { get; init; }

    public string Handler { get; init; } = "";

    public DateTime Time { get; init; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("OutboxMessages");
        builder.Property(x => x.EventName).HasMaxLength(128);
        builder.Property(x => x.Error).HasMaxLength(ErrorText.MaxLength);
        builder.Property(x => x.Handler).HasMaxLength(InboxMessage.MaxHandler);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.StreamId,
            x.EventId,
        });

        // Who is behind in which stream: asked with every batch, and empty when all is well.
        builder.HasIndex(x => new { x.TenantId, x.StreamId }, "IX_OutboxMessages_Copies").HasFilter("\"Handler\" <> ''");

        // The sweep claims over all tenants, oldest first: the one kind of index that does not begin with the tenant.
        builder.HasIndex(x => new
        {
            x.State,
            x.NextAttempt,
            x.Id,
        });
    }
}

internal sealed class InboxMessageConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("InboxMessages");
        builder.HasKey(x => new
        {
            x.TenantId,
            x.MessageId,
            x.Handler,
        });
        builder.Property(x => x.Handler).HasMaxLength(InboxMessage.MaxHandler);
        builder.HasIndex(x => new { x.TenantId, x.Time });
    }
}
