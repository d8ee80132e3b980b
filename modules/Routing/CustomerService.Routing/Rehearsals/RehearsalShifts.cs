using CustomerService.Framework.Modularity;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Presence;
using CustomerService.Sla.Calendars;

namespace CustomerService.Routing.Rehearsals;

/// <summary>
/// When people could be given tickets. From the first recorded presence of somebody on: when they were online, within
/// the working hours that they have today.
/// Before it nobody wrote anything down, and it is guessed from what they did.
/// </summary>
internal sealed class RehearsalShifts(PresenceHistory history, AgentSchedules duty) : ITransientDependency
{
    /// <summary>Who did nothing for so long was not there.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromHours(4);

    /// <summary>The last thing that somebody did was not the end of the shift, and who did anything was there for a day's work.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan DaysWork = TimeSpan.FromHours(8);

    /// <param name="routes">Of the period; what was done to them may have gone on after it, and whoever did it was there.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<RehearsalShift>>> ReadAsync(
        IReadOnlyList<AgentPresence> people,
        IReadOnlyList<TicketRoute> routes,
        DateTime from,
        DateTime to,
        CancellationToken cancellationToken
    )
    {
        var end = routes.Select(r => r.SolvedAt).OfType<DateTime>().Append(to).Max();
        var known = await history.ReadAsync(people, from, end, cancellationToken);
        var hours = await duty.ReadAsync(people, cancellationToken);
        var seen = routes
            .SelectMany(r =>
                new[] { r.FirstAssignedAt, r.FirstResponseAt, r.SolvedAt }
                    .OfType<DateTime>()
                    .Select(at => (Agent: r.AgentId!.Value, At: at))
            )
            .ToLookup(s => s.Agent, s => s.At);
        return people
            .Select(p => p.UserId)
            .Union(seen.Select(s => s.Key))
            .ToDictionary(
                user => user,
                user => (IReadOnlyList<RehearsalShift>)[.. Shifts(seen[user], known.GetValueOrDefault(user), hours.GetValueOrDefault(user))]
            );
    }

    private static IEnumerable<RehearsalShift> Shifts(IEnumerable<DateTime> seen, KnownPresence? known, IOpeningTimes? hours)
    {
        var since = known?.Since ?? DateTime.MaxValue;
        var guessed = Guess(seen.Where(at => at < since)).Select(s => s.To > since ? s with { To = since } : s);
        var recorded =
            known?.Online.SelectMany(o =>
                hours?.Between(o.From, o.To).Select(x => new RehearsalShift(x.From, x.To)) ?? [new RehearsalShift(o.From, o.To)]
            )
            ?? [];
        return guessed.Concat(recorded);
    }

    private static IEnumerable<RehearsalShift> Guess(IEnumerable<DateTime> seen)
    {
        RehearsalShift? open = null;
        foreach (var at in seen.Order())
        {
            if (open is not null && at - open.To > Gap)
            {
                yield return open;
                open = null;
            }

            var from = open?.From ?? at;
            open = new RehearsalShift(from, at + Tail > from + DaysWork ? at + Tail : from + DaysWork);
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
