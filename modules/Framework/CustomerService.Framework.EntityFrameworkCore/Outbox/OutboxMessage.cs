using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>An Eto that was committed and waits for its handlers. Deleted when all have handled it.</summary>
public sealed class OutboxMessage : QueueRow
{
    public string EventName { get; init; } = "";

    /// <summary>Messages of one stream go out one after the other.</summary>
    public Guid StreamId { get; init; }

    public string Payload { get; init; } = "";

    public DateTime CreationTime { get; init; }
}

/// <summary>Says that a handler has handled a message; written in the handler's own transaction.</summary>
public sealed class InboxMessage : IMultiTenant
{
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
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.StreamId,
            x.Id,
        });

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
        builder.Property(x => x.Handler).HasMaxLength(200);
        builder.HasIndex(x => new { x.TenantId, x.Time });
    }
}
