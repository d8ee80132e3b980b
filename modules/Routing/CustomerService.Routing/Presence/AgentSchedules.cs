using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;

namespace CustomerService.Routing.Presence;

/// <summary>Working hours of people, by the arithmetic that promises are reckoned by.</summary>
internal sealed class AgentSchedules(IScheduleIntegrationService schedules) : ITransientDependency
{
    /// <returns>By user, of those who have working hours; for the others presence alone decides.</returns>
    public async Task<IReadOnlyDictionary<Guid, IOpeningTimes>> ReadAsync(
        IEnumerable<AgentPresence> people,
        CancellationToken cancellationToken
    )
    {
        // Colleagues mostly share their hours.
        var groups = people.Where(p => p.WorkingHours is not null).GroupBy(p => (p.WorkingHours, p.TimeZone, p.HolidayCalendarId)).ToList();
        if (groups.Count == 0)
        {
            return new Dictionary<Guid, IOpeningTimes>();
        }

        var times = await schedules.GetAsync(
            [
                .. groups.Select(g =>
                    WorkingHours.ToOpeningHours(WorkingHours.Parse(g.Key.WorkingHours), g.Key.TimeZone!, g.Key.HolidayCalendarId)
                ),
            ],
            cancellationToken
        );
        return groups
            .Zip(times)
            .SelectMany(pair => pair.First, (pair, person) => (person.UserId, pair.Second))
            .ToDictionary(x => x.UserId, x => x.Second);
    }

    public async Task<bool> IsOnDutyAsync(AgentPresence person, DateTime now, CancellationToken cancellationToken) =>
        IsOnDuty(await ReadAsync([person], cancellationToken), person.UserId, now);

    /// <param name="times">As <see cref="ReadAsync"/> has them.</param>
    public static bool IsOnDuty(IReadOnlyDictionary<Guid, IOpeningTimes> times, Guid userId, DateTime now) =>
        !times.TryGetValue(userId, out var hours) || hours.IsOpen(now);
}
