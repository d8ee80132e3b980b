using System.Globalization;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Web.Demo;

/// <summary>Turns sixty threads into two hundred tickets with a believable past: the same every time for the same day.</summary>
internal sealed class DemoHistory(DemoFile file, DateTime now)
{
    public const int TicketCount = 200;

    /// <summary>As far back as the oldest ticket.</summary>
    private const int ShiftDays = 75;

    private readonly Random _random = new(42);

    /// <param name="agents">Group key → agents with stars there.</param>
    /// <param name="groups">Group key → id and name.</param>
    public IEnumerable<(int Index, ImportTicket Ticket)> Tickets(
        IReadOnlyDictionary<string, List<Guid>> agents,
        IReadOnlyDictionary<string, (Guid Id, string Name)> groups
    )
    {
        for (var i = 0; i < TicketCount; i++)
        {
            yield return (i, Make(i, file.Threads[i % file.Threads.Count], agents, groups));
        }
    }

    /// <summary>
    /// When the agent of this number was at the desk: a shop has an early and a late shift on every day, an office its
    /// working days.
    /// </summary>
    public IEnumerable<PresenceTime> Shifts(int agent)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(file.Tenant.TimeZone);
        var isShop = file.Tenant.Template == "ecommerce";
        var (from, to) = isShop && agent % 2 == 1 ? (13, 22) : (9, 18);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        return Enumerable
            .Range(1, ShiftDays)
            .Select(back => today.AddDays(-back))
            .Where(day => isShop || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(day => new PresenceTime(At(day, from), At(day, to)));

        DateTime At(DateOnly day, int hour) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(hour, 0)), zone);
    }

    private ImportTicket Make(
        int index,
        DemoThread thread,
        IReadOnlyDictionary<string, List<Guid>> agents,
        IReadOnlyDictionary<string, (Guid Id, string Name)> groups
    )
    {
        var status = Enum.Parse<TicketStatus>(thread.End);
        var end = TimeSpan.FromMinutes(thread.Messages[^1].AfterMinutes);
        var createdAt = now - end - Age(status);
        var fill = Fillers(createdAt);
        var customer = file.Customers[(index * 7 + index / file.Threads.Count) % file.Customers.Count];
        var group = groups[thread.Group];
        var owners = agents[thread.Group];
        Guid? owner = status == TicketStatus.New && index % 3 != 0 ? null : owners[_random.Next(owners.Count)];
        var messages = thread
            .Messages.Skip(1)
            .Select(m => new ImportMessage(
                createdAt + TimeSpan.FromMinutes(m.AfterMinutes),
                m.From == "customer" ? null : owner ?? owners[0],
                m.From != "note",
                fill(m.Body),
                null
            ))
            .ToList();
        var solved = status is TicketStatus.Resolved or TicketStatus.Closed;
        return new ImportTicket(
            $"demo-{index}",
            fill(thread.Subject),
            fill(thread.Messages[0].Body),
            customer.Name,
            customer.Email,
            thread.Type,
            Enum.Parse<TicketPriority>(thread.Urgency),
            index % 4 == 1 ? TicketChannel.Email : TicketChannel.Portal,
            createdAt,
            thread.Tags,
            messages,
            status,
            group.Id,
            group.Name,
            owner,
            solved ? thread.Rating : null,
            solved ? thread.RatingComment : null,
            solved && thread.Rating is not null ? Earlier(createdAt + end + TimeSpan.FromHours(2 + _random.Next(20))) : null
        );
    }

    /// <summary>How long ago the last message was: open work is fresh, solved work lies further back.</summary>
    private TimeSpan Age(TicketStatus status) =>
        status switch
        {
            TicketStatus.New => TimeSpan.FromMinutes(4 + _random.Next(300)),
            TicketStatus.InProgress => TimeSpan.FromMinutes(20 + _random.Next(1200)),
            TicketStatus.WaitingForCustomer or TicketStatus.WaitingForThirdParty => TimeSpan.FromHours(3 + _random.Next(70)),
            TicketStatus.Resolved => TimeSpan.FromHours(12 + _random.Next(200)),
            _ => TimeSpan.FromHours(72 + _random.Next(24 * 60)),
        };

    private Func<string, string> Fillers(DateTime createdAt)
    {
        var values = file.Fillers.ToDictionary(f => f.Key, f => f.Value[_random.Next(f.Value.Count)]);
        var day = createdAt.AddDays(-1 - _random.Next(13));
        values["date"] =
            file.Tenant.Language == "en" ? day.ToString("MMMM d", CultureInfo.GetCultureInfo("en-US")) : $"{day.Month} 月 {day.Day} 日";
        return text =>
            values.Aggregate(text, (result, value) => result.Replace("{" + value.Key + "}", value.Value, StringComparison.Ordinal));
    }

    private DateTime Earlier(DateTime instant) => instant < now ? instant : now;
}
