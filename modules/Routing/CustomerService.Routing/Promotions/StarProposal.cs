using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Promotions;

/// <summary>One star more for somebody in a group, with the figures that speak for it, and what a lead decided.</summary>
[Audited(nameof(Label))]
internal sealed class StarProposal : TenantAggregateRoot
{
    public const int NoteLength = 500;

    private StarProposal() { }

    public StarProposal(Guid userId, Guid groupId, int fromStars, FiguresDto figures, DateTime now)
    {
        (UserId, GroupId, FromStars, ToStars, ProposedAt) = (userId, groupId, fromStars, fromStars + 1, now);
        (Tickets, ResolutionRate, FirstResponseSeconds, Ratings, Satisfaction) = (
            figures.Tickets,
            figures.ResolutionRate,
            figures.FirstResponseSeconds,
            figures.Ratings,
            figures.Satisfaction
        );
    }

    /// <summary>For the audit log.</summary>
    public string Label => $"★ {FromStars} → {ToStars}";

    public Guid UserId { get; private set; }

    public Guid GroupId { get; private set; }

    public int FromStars { get; private set; }

    public int ToStars { get; private set; }

    public int Tickets { get; private set; }

    public double ResolutionRate { get; private set; }

    public double? FirstResponseSeconds { get; private set; }

    public int Ratings { get; private set; }

    public double? Satisfaction { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime ProposedAt { get; private set; }

    public ProposalState State { get; private set; }

    public Guid? DecidedById { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public FiguresDto Figures => new(Tickets, ResolutionRate, FirstResponseSeconds, Ratings, Satisfaction);

    /// <returns>false: it was decided before.</returns>
    public bool TryDecide(bool accept, Guid byId, string? note, DateTime now)
    {
        if (State != ProposalState.Open)
        {
            return false;
        }

        (State, DecidedById, DecidedAt, Note) = (
            accept ? ProposalState.Accepted : ProposalState.Declined,
            byId,
            now,
            string.IsNullOrWhiteSpace(note) ? null : note.Trim()
        );
        return true;
    }
}

internal sealed class StarProposalConfiguration : IEntityTypeConfiguration<StarProposal>
{
    public void Configure(EntityTypeBuilder<StarProposal> builder)
    {
        builder.ToTable("RoutingStarProposals");
        builder.Property(x => x.Note).HasMaxLength(StarProposal.NoteLength);
        builder.Ignore(x => x.Figures);

        // Two nodes that look at the figures on the same night propose once.
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.GroupId,
                x.UserId,
            })
            .IsUnique()
            .HasFilter("\"State\" = 'Open'");
        builder.HasIndex(x => new { x.TenantId, x.ProposedAt });
    }
}
