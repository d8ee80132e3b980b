using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Api;

/// <summary>What was answered to a key, written with the ticket itself: a caller who lost our answer may ask again.</summary>
internal sealed class IdempotencyRecord : TenantEntity
{
    private IdempotencyRecord() { }

    public IdempotencyRecord(Guid callerId, string key, string hash, string answer, DateTime now) =>
        (CallerId, Key, Hash, Answer, CreatedAt) = (callerId, key, hash, answer, now);

    public Guid CallerId { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Of the body, so that a key cannot be used for another one.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>JSON.</summary>
    public string Answer { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("TicketIdempotencyKeys");
        builder.Property(x => x.Key).HasMaxLength(TicketLimits.IdempotencyKey);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.Answer).HasMaxLength(4000);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.CallerId,
                x.Key,
            })
            .IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.CreatedAt });
    }
}
