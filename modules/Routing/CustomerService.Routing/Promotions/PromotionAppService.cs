using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Promotions;

[Authorize(RoutingPermissions.Promote)]
internal sealed class PromotionAppService(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    PromotionManager promotions,
    IUserIntegrationService users,
    ICurrentUser user,
    TimeProvider time
) : IPromotionAppService
{
    private const int Shown = 200;

    public async Task<PromotionsDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var own = (await groups.GetAllAsync(cancellationToken)).Where(Leads).ToDictionary(g => g.Id);
        var ids = own.Keys.ToList();
        var proposals = await db.Set<StarProposal>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.GroupId))
            .OrderByDescending(p => p.ProposedAt)
            .Take(Shown)
            .ToListAsync(cancellationToken);
        var figures = await promotions.ReadAsync([.. own.Values], cancellationToken);
        var people = await users.GetManyAsync(
            [
                .. proposals
                    .SelectMany(p => new[] { p.UserId, p.DecidedById ?? p.UserId })
                    .Concat(figures.Select(f => f.Member.UserId))
                    .Distinct(),
            ],
            cancellationToken
        );
        string NameOf(Guid id) => people.GetValueOrDefault(id)?.Name ?? "";
        return new PromotionsDto(
            [
                .. proposals
                    .OrderBy(p => p.State != ProposalState.Open)
                    .ThenByDescending(p => p.DecidedAt ?? p.ProposedAt)
                    .Select(p => new ProposalDto(
                        p.Id,
                        p.UserId,
                        NameOf(p.UserId),
                        own[p.GroupId].Name,
                        p.FromStars,
                        p.ToStars,
                        p.Figures,
                        p.ProposedAt,
                        p.State,
                        p.DecidedById is { } by ? NameOf(by) : null,
                        p.DecidedAt,
                        p.Note,
                        p.State == ProposalState.Open && p.UserId != user.Id
                    )),
            ],
            [
                .. figures
                    .Where(f => people.ContainsKey(f.Member.UserId))
                    .OrderBy(f => NameOf(f.Member.UserId), StringComparer.CurrentCulture)
                    .Select(f => new MemberFiguresDto(
                        f.Member.UserId,
                        NameOf(f.Member.UserId),
                        f.Group.Name,
                        f.Member.Stars,
                        f.Figures,
                        PromotionRule.IsEnough(f.Figures, f.Member.Stars)
                    )),
            ]
        );
    }

    public async Task DecideAsync(DecideProposalInput input, CancellationToken cancellationToken = default)
    {
        var proposal = await db.Set<StarProposal>().FirstOrDefaultAsync(p => p.Id == input.Id, cancellationToken);
        var group = proposal is null ? null : await groups.FindAsync(proposal.GroupId, cancellationToken);
        if (proposal is null || group is null || !Leads(group))
        {
            throw BusinessException.NotFound(RoutingErrorCodes.ProposalNotFound);
        }

        if (proposal.UserId == user.Id)
        {
            throw new BusinessException(RoutingErrorCodes.NotAboutYourself);
        }

        if (!proposal.TryDecide(input.Accept, user.Id!.Value, input.Note, time.GetUtcNow().UtcDateTime))
        {
            throw BusinessException.Conflict(RoutingErrorCodes.ProposalDecided);
        }

        if (input.Accept && group.Members.FirstOrDefault(m => m.UserId == proposal.UserId) is { } member)
        {
            // Somebody may have given stars by hand since: a promotion never takes any.
            group.SetMember(member.UserId, Math.Max(member.Stars, proposal.ToStars), member.IsLead);
        }
    }

    private bool Leads(AgentGroup group) => user.IsInRole(RoleNames.Admin) || group.LeadIds.Contains(user.Id!.Value);
}
