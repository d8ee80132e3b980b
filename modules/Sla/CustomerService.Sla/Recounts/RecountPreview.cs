using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

/// <summary>
/// What counting again would do, before anything is saved: the same rules as <see cref="RecountManager"/>, over
/// policies and calendars as they would be.
/// </summary>
internal sealed class RecountPreview(
    CustomerServiceDbContext db,
    PolicyMatcher matcher,
    ScheduleProvider schedules,
    ITicketIntegrationService tickets,
    TimeProvider time
) : ITransientDependency
{
    private const int PageSize = 500;

    private readonly Dictionary<Guid, BusinessSchedule> _schedules = [];
    private readonly DateTime _now = time.GetUtcNow().UtcDateTime;
    private int _open;
    private int _earlier;
    private int _later;
    private int _softened;

    /// <summary>Tickets that the changed policy no longer takes are counted with the policy that takes them then.</summary>
    public async Task<RecountPreviewDto> OfPolicyAsync(Guid policyId, Action<SlaPolicy> change, CancellationToken cancellationToken)
    {
        var book = await matcher.ReadAsync(cancellationToken);
        change(book.InOrder.Single(x => x.Id == policyId));
        await foreach (var page in PagesAsync(OpenClocks.Of(db, RecountSubject.Policy, policyId), cancellationToken))
        {
            var facts = await FactsAsync(book, page, cancellationToken);
            foreach (var clock in page)
            {
                Count(
                    clock,
                    facts.TryGetValue(clock.TicketId, out var ticket)
                        ? await RematchAsync(clock, book.Match(ticket), cancellationToken)
                        : null
                );
            }
        }

        return Result();
    }

    /// <param name="groups">Whom it would serve; tickets of those that come or go change the calendar.</param>
    public async Task<RecountPreviewDto> OfCalendarAsync(
        Guid calendarId,
        BusinessSchedule changed,
        IReadOnlyCollection<Guid> groups,
        CancellationToken cancellationToken
    )
    {
        var served =
            await db.Set<BusinessCalendar>().Where(x => x.Id == calendarId).Select(x => x.GroupIds).SingleOrDefaultAsync(cancellationToken)
            ?? [];
        var (lost, gained) = (served.Except(groups).ToHashSet(), groups.Except(served).ToList());
        var book = await matcher.ReadAsync(cancellationToken);
        book.Serve(calendarId, groups);
        _schedules[calendarId] = changed;
        await foreach (var page in PagesAsync(OpenClocks.Of(db, RecountSubject.Calendar, calendarId), cancellationToken))
        {
            var facts = lost.Count > 0 ? await FactsAsync(book, page, cancellationToken) : new Dictionary<Guid, TicketFacts>();
            foreach (var clock in page)
            {
                var goes =
                    facts.TryGetValue(clock.TicketId, out var ticket) && ticket.GroupId is { } group && lost.Contains(group)
                        ? book.Match(ticket)
                        : null;
                Count(
                    clock,
                    goes is not null && goes.CalendarId != calendarId
                        ? await RematchAsync(clock, goes, cancellationToken)
                        : clock.Preview(changed, _now)
                );
            }
        }

        foreach (var group in gained)
        {
            await CountComingAsync(group, calendarId, book, cancellationToken);
        }

        return Result();
    }

    private async Task CountComingAsync(Guid group, Guid calendarId, PolicySet book, CancellationToken cancellationToken)
    {
        IReadOnlyList<TicketSnapshot>? page = null;
        do
        {
            page = await tickets.GetOpenOfGroupAsync(group, page?[^1].Id, PageSize, cancellationToken);
            var facts = await matcher.FactsAsync(book, page, cancellationToken);
            foreach (
                var clock in await OpenClocks
                    .Of(db, page)
                    .AsNoTracking()
                    .Where(x => x.CalendarId != calendarId)
                    .ToListAsync(cancellationToken)
            )
            {
                Count(clock, await RematchAsync(clock, book.Match(facts[clock.TicketId]), cancellationToken));
            }
        } while (page.Count == PageSize);
    }

    private async Task<ClockPlan?> RematchAsync(SlaClock clock, PolicyMatch? match, CancellationToken cancellationToken)
    {
        if (match?.TermsFor(clock.Metric) is not { } terms)
        {
            return null;
        }

        if (!_schedules.TryGetValue(terms.CalendarId, out var schedule))
        {
            _schedules[terms.CalendarId] = schedule = await schedules.GetAsync(terms.CalendarId, cancellationToken);
        }

        return clock.Preview(schedule, _now, terms);
    }

    private async Task<IReadOnlyDictionary<Guid, TicketFacts>> FactsAsync(
        PolicySet book,
        List<SlaClock> clocks,
        CancellationToken cancellationToken
    ) =>
        await matcher.FactsAsync(
            book,
            [.. (await tickets.GetManyAsync([.. clocks.Select(x => x.TicketId).Distinct()], cancellationToken)).Values],
            cancellationToken
        );

    private void Count(SlaClock clock, ClockPlan? plan)
    {
        _open++;
        if (plan is { } planned && planned.Due != clock.Due)
        {
            _earlier += planned.Due < clock.Due ? 1 : 0;
            _later += planned.Due > clock.Due ? 1 : 0;
            _softened += planned.ExtraMinutes > 0 ? 1 : 0;
        }
    }

    private RecountPreviewDto Result() => new(_open, _earlier, _later, _softened);

    private static async IAsyncEnumerable<List<SlaClock>> PagesAsync(
        IQueryable<SlaClock> open,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<SlaClock>? page = null;
        do
        {
            var after = page?[^1].Id;
            page = await open.AsNoTracking()
                .Where(x => after == null || x.Id.CompareTo(after.Value) > 0)
                .OrderBy(x => x.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            yield return page;
        } while (page.Count == PageSize);
    }
}
