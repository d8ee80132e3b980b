using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Policies;

/// <summary>
/// What tickets are promised, with policies and calendars as they stood when the unit of work first asked: a delivery of many events, or a
/// batch of a recount, reads them once. Not for whoever edits them in the same unit of work.
/// </summary>
internal sealed class TermsReader(PolicyMatcher policies, ScheduleProvider schedules) : IScopedDependency
{
    private readonly Dictionary<Guid, BusinessSchedule> _schedules = [];
    private PolicySet? _book;

    /// <returns>null for tickets that nothing is promised to.</returns>
    public async Task<IReadOnlyDictionary<Guid, PolicyMatch?>> FindAsync(
        IReadOnlyCollection<TicketSnapshot> tickets,
        CancellationToken cancellationToken
    )
    {
        var book = _book ??= await policies.ReadAsync(cancellationToken);
        return (await policies.FactsAsync(book, tickets, cancellationToken)).ToDictionary(x => x.Key, x => book.Match(x.Value));
    }

    public async Task<IReadOnlyDictionary<Guid, BusinessSchedule>> GetSchedulesAsync(
        IEnumerable<Guid> calendarIds,
        CancellationToken cancellationToken
    )
    {
        foreach (var id in calendarIds.Except(_schedules.Keys).ToList())
        {
            _schedules[id] = await schedules.GetAsync(id, cancellationToken);
        }

        return _schedules;
    }
}
