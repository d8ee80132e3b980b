using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Routing.Promotions;

public enum ProposalState
{
    Open,
    Accepted,
    Declined,
}

/// <summary>
/// More stars for who has earned them by figures. The system proposes, a lead of the group decides, everything stays in
/// the history.
/// </summary>
public interface IPromotionAppService : IApplicationService
{
    /// <summary>
    /// Open proposals first, then what was decided, newest first; of the groups that the reader leads, or of all for an
    /// admin.
    /// </summary>
    Task<PromotionsDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives the stars, or leaves them as they are. Nobody decides about himself.</summary>
    Task DecideAsync(DecideProposalInput input, CancellationToken cancellationToken = default);
}

/// <param name="Figures">Of all members, as they stand now: what the proposals are made from.</param>
public sealed record PromotionsDto(IReadOnlyList<ProposalDto> Proposals, IReadOnlyList<MemberFiguresDto> Figures);

/// <param name="DecidedByName">null while open.</param>
public sealed record ProposalDto(
    Guid Id,
    Guid UserId,
    string Name,
    string GroupName,
    int FromStars,
    int ToStars,
    FiguresDto Figures,
    DateTime ProposedAt,
    ProposalState State,
    string? DecidedByName,
    DateTime? DecidedAt,
    string? Note,
    bool MayDecide
);

/// <param name="IsEnough">All goals are met.</param>
public sealed record MemberFiguresDto(Guid UserId, string Name, string GroupName, int Stars, FiguresDto Figures, bool IsEnough);

/// <param name="Tickets">Solved, or given more than a week ago.</param>
/// <param name="ResolutionRate">Of these, solved and not reopened; 0 to 1.</param>
/// <param name="FirstResponseSeconds">Median, from getting a ticket to the first answer; null: none yet.</param>
/// <param name="Satisfaction">Mean of the ratings, 1 to 5; null: none yet.</param>
public sealed record FiguresDto(int Tickets, double ResolutionRate, double? FirstResponseSeconds, int Ratings, double? Satisfaction);

public sealed class DecideProposalInput
{
    public Guid Id { get; set; }

    public bool Accept { get; set; }

    /// <summary>Kept in the history; the person may read it.</summary>
    [StringLength(500)]
    public string? Note { get; set; }
}
