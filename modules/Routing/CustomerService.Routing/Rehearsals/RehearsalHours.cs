using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Rehearsals;

/// <summary>Load by star and hour, out of what was played.</summary>
internal static class RehearsalHours
{
    public static IReadOnlyList<RehearsalHour> Of(RehearsalPlan plan, IReadOnlyList<RehearsedTicket> taken)
    {
        var hours = new SortedDictionary<DateTime, RehearsalHour>();
        var shifts = plan.Agents.ToDictionary(a => a.UserId, a => a.Shifts);
        foreach (var ticket in taken)
        {
            // A ticket that stays with somebody overnight is no load while they sleep.
            foreach (var shift in shifts.GetValueOrDefault(ticket.AgentId) ?? [])
            {
                var end = ticket.TakenAt + ticket.Ticket.Handling;
                Spread(
                    shift.From > ticket.TakenAt ? shift.From : ticket.TakenAt,
                    shift.To < end ? shift.To : end,
                    (hour, part) => Hour(hours, hour).BusyByStars[ticket.AgentStars] += part
                );
            }
        }

        foreach (var agent in plan.Agents.Where(a => a.Stars.Count > 0))
        {
            // Somebody of several groups counts once, with the stars they have where they have most.
            var (group, stars) = agent.Stars.MaxBy(s => s.Value);
            var capacity = agent.Capacity ?? plan.Groups.GetValueOrDefault(group)?.DefaultCapacity ?? AgentGroup.UsualCapacity;
            foreach (var shift in agent.Shifts)
            {
                Spread(shift.From, shift.To, (hour, part) => Hour(hours, hour).PlacesByStars[stars] += part * capacity);
            }
        }

        return [.. hours.Values];
    }

    private static RehearsalHour Hour(SortedDictionary<DateTime, RehearsalHour> hours, DateTime at)
    {
        if (!hours.TryGetValue(at, out var hour))
        {
            hours[at] = hour = new RehearsalHour(at, new double[StarMatrix.MaxStars + 1], new double[StarMatrix.MaxStars + 1]);
        }

        return hour;
    }

    private static void Spread(DateTime from, DateTime to, Action<DateTime, double> add)
    {
        for (var at = from; at < to; )
        {
            var hour = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
            var end = hour.AddHours(1) < to ? hour.AddHours(1) : to;
            add(hour, (end - at).TotalHours);
            at = end;
        }
    }
}
