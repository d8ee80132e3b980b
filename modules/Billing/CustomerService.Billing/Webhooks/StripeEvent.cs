using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Billing.Webhooks;

/// <summary>
/// That Stripe told something, so that telling it again changes nothing. Events arrive at the installation before it is
/// known whose they are, and the operator sees those of nobody: hence the host's. What an event says is not kept: it is
/// read from Stripe.
/// </summary>
internal sealed class StripeEvent : Entity, IHostEntity
{
    /// <summary>Stripe lists events for thirty days; whatever comes later than that is forgotten there too.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    public const int MaxTypeLength = 100;

    private StripeEvent() { }

    public StripeEvent(IncomingEvent incoming, Guid? tenantId, DateTime now) =>
        (EventId, Type, CreatedAt, CustomerId, Reference, MatchedTenantId, ReceivedAt) = (
            incoming.Id,
            incoming.Type,
            incoming.CreatedAt,
            incoming.CustomerId,
            incoming.Reference,
            tenantId,
            now
        );

    public string EventId { get; private set; } = "";

    public string Type { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    public string? CustomerId { get; private set; }

    /// <summary>What the checkout was begun with, as it came.</summary>
    public string? Reference { get; private set; }

    /// <summary>Whose it is; null while nobody is known.</summary>
    public Guid? MatchedTenantId { get; private set; }

    public void Match(Guid tenantId) => MatchedTenantId = tenantId;
}

internal sealed class StripeEventConfiguration : IEntityTypeConfiguration<StripeEvent>
{
    public void Configure(EntityTypeBuilder<StripeEvent> builder)
    {
        builder.ToTable("BillingStripeEvents");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.EventId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.Type).HasMaxLength(StripeEvent.MaxTypeLength);
        builder.Property(x => x.CustomerId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.Reference).HasMaxLength(BillingAccount.MaxIdLength);
        builder.HasIndex(x => x.EventId).IsUnique();
        builder.HasIndex(x => x.ReceivedAt);
    }
}
