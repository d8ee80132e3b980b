using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Promotions;

internal sealed class PromotionManager(CustomerServiceDbContext db, AgentGroupManager groups, TimeProvider time) : ITransientDependency
{
    /// <summary>Proposes what the figures say and nobody has decided lately.</summary>
    public async Task ProposeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rested = now - PromotionRule.Rest;
        var recent = await db.Set<StarProposal>()
            .Where(p => p.State == ProposalState.Open || p.DecidedAt > rested)
            .Select(p => new { p.GroupId, p.UserId })
            .ToListAsync(cancellationToken);
        foreach (var (group, member, figures) in await ReadAsync(await groups.GetAllAsync(cancellationToken), cancellationToken))
        {
            if (PromotionRule.IsEnough(figures, member.Stars) && !recent.Any(p => p.GroupId == group.Id && p.UserId == member.UserId))
            {
                db.Add(new StarProposal(member.UserId, group.Id, member.Stars, figures, now));
            }
        }
    }

    public async Task<IReadOnlyList<(AgentGroup Group, GroupMember Member, FiguresDto Figures)>> ReadAsync(
        IReadOnlyList<AgentGroup> of,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - PromotionRule.Period;
        var ids = of.Select(g => g.Id).ToList();
        var facts = await db.Set<TicketRoute>()
            .AsNoTracking()
            .Where(r =>
                r.GroupId != null && ids.Contains(r.GroupId.Value) && r.CreatedAt > since && r.AgentId != null && r.FirstAssignedAt != null
            )
            .Select(r => new
            {
                GroupId = r.GroupId!.Value,
                AgentId = r.AgentId!.Value,
                Fact = new TicketFact(r.FirstAssignedAt!.Value, r.FirstResponseAt, r.SolvedAt, r.WasReopened, r.Rating),
            })
            .ToListAsync(cancellationToken);
        var byPerson = facts.ToLookup(f => (f.GroupId, f.AgentId), f => f.Fact);
        return [.. of.SelectMany(g => g.Members, (g, m) => (g, m, PromotionRule.Figures(byPerson[(g.Id, m.UserId)], now)))];
    }
}
