using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Presence;

/// <summary>The last seven days of everybody who is in a group.</summary>
internal sealed class PresenceWeekReader(
    CustomerServiceDbContext db,
    PresenceHistory history,
    AgentGroupManager groups,
    IUserIntegrationService users,
    TenantDays days,
    TimeProvider time
) : ITransientDependency
{
    private const int Days = 7;

    public async Task<PresenceWeekDto> ReadAsync(CancellationToken cancellationToken)
    {
        var (zone, now) = (await days.ZoneAsync(cancellationToken), time.GetUtcNow().UtcDateTime);
        var today = TenantDays.DayOf(now, zone);
        var week = Enumerable.Range(0, Days).Select(i => today.AddDays(-i)).ToList();
        var members = (await groups.GetAllAsync(cancellationToken)).SelectMany(g => g.Members).Select(m => m.UserId).Distinct().ToList();
        var names = await users.GetManyAsync(members, cancellationToken);
        var people = await db.Set<AgentPresence>()
            .AsNoTracking()
            .Where(p => members.Contains(p.UserId))
            .ToDictionaryAsync(p => p.UserId, cancellationToken);
        var known = await history.ReadAsync([.. people.Values], TenantDays.Begin(week[^1], zone), now, cancellationToken);
        return new PresenceWeekDto(
            week,
            [
                .. names
                    .Values.Select(user => new PresencePersonDto(
                        user.Id,
                        user.Name,
                        people.GetValueOrDefault(user.Id)?.State ?? PresenceState.Offline,
                        people.GetValueOrDefault(user.Id)?.StateSince,
                        [.. week.Select(day => DayOf(known.GetValueOrDefault(user.Id), day, zone))]
                    ))
                    .OrderByDescending(p => p.State)
                    .ThenBy(p => p.Name, StringComparer.CurrentCulture),
            ]
        );
    }

    private static PresenceDayDto? DayOf(KnownPresence? known, DateOnly day, TimeZoneInfo zone)
    {
        var (begin, end) = (TenantDays.Begin(day, zone), TenantDays.Begin(day.AddDays(1), zone));
        if (known is null || known.Since >= end)
        {
            return null;
        }

        var parts = known
            .Online.Select(o => new OnlineTime(o.From > begin ? o.From : begin, o.To < end ? o.To : end))
            .Where(o => o.From < o.To)
            .ToList();
        return new PresenceDayDto(
            new TimeSpan(parts.Sum(o => (o.To - o.From).Ticks)),
            [.. parts.Select(o => new PresenceStretchDto(Wall(o.From), Wall(o.To), Part(o.From), Part(o.To)))]
        );

        TimeOnly Wall(DateTime utc) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

        double Part(DateTime utc) => (utc - begin) / (end - begin);
    }
}
