using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

public enum QueueState
{
    Pending,

    /// <summary>Given up after all attempts; shown in the host console, can be put back.</summary>
    Failed,
}

/// <summary>An Eto that was committed and waits for its handlers. Deleted when all have handled it.</summary>
public sealed class OutboxMessage : TenantEntity, IHostSwept
{
    public string EventName { get; init; } = "";

    /// <summary>Messages of one stream go out one after the other.</summary>
    public Guid StreamId { get; init; }

    public string Payload { get; init; } = "";

    public DateTime CreationTime { get; init; }

    /// <summary>UTC; not before this.</summary>
    public DateTime NextAttempt { get; set; }

    public QueueState State { get; set; }

    public int Attempts { get; set; }

    public string? Error { get; set; }

    public Guid? LeaseId { get; set; }

    public DateTime? LeaseUntil { get; set; }
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
        builder.Property(x => x.Error).HasMaxLength(2000);
        builder.HasIndex(x => new { x.TenantId, x.StreamId, x.Id });

        // The sweep claims over all tenants, oldest first: the one kind of index that does not begin with the tenant.
        builder.HasIndex(x => new { x.State, x.NextAttempt, x.Id });
    }
}

internal sealed class InboxMessageConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("InboxMessages");
        builder.HasKey(x => new { x.TenantId, x.MessageId, x.Handler });
        builder.Property(x => x.Handler).HasMaxLength(200);
        builder.HasIndex(x => new { x.TenantId, x.Time });
    }
}
