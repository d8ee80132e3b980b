using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Rehearsals;

/// <summary>A past period as it was.</summary>
/// <param name="Plan">The same tickets, people and hours under the rules of today.</param>
/// <param name="Really">What happened to the tickets.</param>
internal sealed record PastPeriod(RehearsalPlan Plan, IReadOnlyList<RehearsedTicket> Really, int LeftOut);

/// <summary>Makes a plan out of what happened: handling times are the measured ones.</summary>
internal sealed class RehearsalReader(CustomerServiceDbContext db, AgentGroupManager groups, RehearsalShifts shifts) : ITransientDependency
{
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC; not in the period any more.</param>
    public async Task<PastPeriod> ReadAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var all = await groups.GetAllAsync(cancellationToken);
        var ids = all.Select(g => g.Id).ToList();
        var routes = await db.Set<TicketRoute>()
            .AsNoTracking()
            .Where(r => r.CreatedAt >= from && r.CreatedAt < to && r.GroupId != null && ids.Contains(r.GroupId.Value))
            .OrderBy(r => r.CreatedAt)
            .ThenBy(r => r.Id)
            .ToListAsync(cancellationToken);
        var done = routes
            .Where(r => r is { AgentId: not null, FirstAssignedAt: not null, SolvedAt: not null } && r.SolvedAt > r.FirstAssignedAt)
            .ToList();
        var tickets = done.ToDictionary(
            r => r.TicketId,
            r => new RehearsalTicket(
                r.TicketId,
                r.GroupId!.Value,
                r.CreatedAt,
                r.Facts,
                r.Channel,
                r.SolvedAt!.Value - r.FirstAssignedAt!.Value,
                r.FirstAssignedAt.Value
            )
        );
        var people = await db.Set<AgentPresence>().AsNoTracking().ToDictionaryAsync(p => p.UserId, cancellationToken);
        var plan = new RehearsalPlan(
            all.ToDictionary(g => g.Id, g => g.ToPolicy()),
            [.. Agents(all, people, await shifts.ReadAsync([.. people.Values], done, from, to, cancellationToken))],
            [.. done.Select(r => tickets[r.TicketId])]
        );
        var really = done.Select(r => new RehearsedTicket(
            tickets[r.TicketId],
            r.RequiredStars,
            r.FloorStars,
            r.Rank,
            r.FirstAssignedAt!.Value,
            r.AgentId!.Value,
            r.AgentStars ?? 0,
            r.Reason,
            null,
            false
        ));
        return new PastPeriod(plan, [.. really], routes.Count - done.Count);
    }

    private static IEnumerable<RehearsalAgent> Agents(
        IReadOnlyList<AgentGroup> all,
        IReadOnlyDictionary<Guid, AgentPresence> people,
        IReadOnlyDictionary<Guid, IReadOnlyList<RehearsalShift>> shifts
    )
    {
        foreach (var user in all.SelectMany(g => g.Members).Select(m => m.UserId).Distinct())
        {
            var work = people.GetValueOrDefault(user);
            yield return new RehearsalAgent(
                user,
                all.Where(g => g.StarsOf(user) is not null).ToDictionary(g => g.Id, g => g.StarsOf(user)!.Value),
                shifts.GetValueOrDefault(user, []),
                work?.Capacity,
                ChannelLimits.Parse(work?.ChannelLimits)
            );
        }
    }
}
