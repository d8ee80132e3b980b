using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Presence;

/// <summary>A stretch during which somebody was online; UTC.</summary>
internal readonly record struct OnlineTime(DateTime From, DateTime To);

/// <summary>When somebody was online, as far as it is known.</summary>
/// <param name="Since">UTC; before it nothing was recorded, and nobody knows.</param>
/// <param name="Online">In order.</param>
internal sealed record KnownPresence(DateTime Since, IReadOnlyList<OnlineTime> Online);

/// <summary>Reads who was there when: what is over, and what lasts still.</summary>
internal sealed class PresenceHistory(CustomerServiceDbContext db, TimeProvider time) : ITransientDependency
{
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC; not in the period any more.</param>
    /// <returns>By user, of those of whom anything was recorded; stretches are cut to the period.</returns>
    public async Task<IReadOnlyDictionary<Guid, KnownPresence>> ReadAsync(
        IReadOnlyCollection<AgentPresence> people,
        DateTime from,
        DateTime to,
        CancellationToken cancellationToken
    )
    {
        var ids = people.Select(p => p.Id).ToList();
        var all = db.Set<PresenceInterval>().AsNoTracking().Where(i => ids.Contains(i.PresenceId));
        var since = await all.GroupBy(i => i.PresenceId)
            .Select(g => new { g.Key, From = g.Min(i => i.From) })
            .ToDictionaryAsync(g => g.Key, g => g.From, cancellationToken);
        var over = (
            await all.Where(i => i.State == PresenceState.Online && i.To > from && i.From < to)
                .OrderBy(i => i.From)
                .ToListAsync(cancellationToken)
        ).ToLookup(i => i.PresenceId);
        var now = time.GetUtcNow().UtcDateTime;
        var known = new Dictionary<Guid, KnownPresence>();
        foreach (var person in people.Where(p => p.StateSince is not null))
        {
            var online = over[person.Id].Select(i => Cut(i.From, i.To)).ToList();
            if (person.State == PresenceState.Online && Cut(person.StateSince!.Value, now) is var lasting && lasting.From < lasting.To)
            {
                online.Add(lasting);
            }

            known[person.UserId] = new KnownPresence(
                since.TryGetValue(person.Id, out var first) ? first : person.StateSince!.Value,
                online
            );
        }

        return known;

        OnlineTime Cut(DateTime begin, DateTime end) => new(begin > from ? begin : from, end < to ? end : to);
    }
}
