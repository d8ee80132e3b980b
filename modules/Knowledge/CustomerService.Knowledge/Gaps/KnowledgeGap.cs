using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Gaps;

/// <summary>What somebody decided about a line of the list of what is missing; lines that nobody touched have no row.</summary>
internal sealed class KnowledgeGap : TenantAggregateRoot
{
    private KnowledgeGap() { }

    public KnowledgeGap(GapKind kind, string key) => (Kind, Key) = (kind, key);

    public GapKind Kind { get; private set; }

    public string Key { get; private set; } = "";

    public GapState State { get; private set; }

    public Guid? OwnerId { get; private set; }

    public DateTime DecidedAt { get; private set; }

    public void Decide(GapState state, Guid? ownerId, DateTime now) => (State, OwnerId, DecidedAt) = (state, ownerId, now);

    /// <summary>What was closed opens by itself when it happens again.</summary>
    public GapState StateAfter(DateTime lastAt) => State is GapState.Done or GapState.Ignored && lastAt > DecidedAt ? GapState.Open : State;
}

internal sealed class KnowledgeGapConfiguration : IEntityTypeConfiguration<KnowledgeGap>
{
    public void Configure(EntityTypeBuilder<KnowledgeGap> b)
    {
        b.ToTable("KnowledgeGaps");
        b.Property(x => x.Key).HasMaxLength(KnowledgeLimits.Query);
        b.HasIndex(x => new
            {
                x.TenantId,
                x.Kind,
                x.Key,
            })
            .IsUnique();
    }
}
