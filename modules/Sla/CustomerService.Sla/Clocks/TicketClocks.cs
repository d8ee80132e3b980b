using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>The promises to one ticket, and what happens to them when something happens to it.</summary>
/// <param name="all">Those made so far; what is added here is for the caller to store.</param>
/// <param name="scheduleOf">Of a calendar that one of the clocks or of <paramref name="terms"/> counts in.</param>
/// <param name="terms">What the ticket's policy promises now.</param>
/// <param name="silentUntil">Nobody is told of what became of a promise before this.</param>
internal sealed class TicketClocks(
    Guid ticketId,
    List<SlaClock> all,
    Func<Guid, BusinessSchedule> scheduleOf,
    Func<SlaMetric, ClockTerms?> terms,
    DateTime? silentUntil = null
)
{
    public void Create(DateTime at)
    {
        Start(SlaMetric.FirstResponse, at);
        Start(SlaMetric.Resolution, at);
    }

    /// <summary>A public answer of staff: every answer that was owed is given, and the time to the next update begins.</summary>
    public void OnAgentReply(TicketStatus status, bool isByOwner, DateTime at)
    {
        Meet(at, SlaMetric.FirstResponse, SlaMetric.NextResponse, SlaMetric.PeriodicUpdate);
        OnInternalNote(isByOwner, at);
        if (!status.IsFinal() && status != TicketStatus.WaitingForCustomer)
        {
            Start(SlaMetric.PeriodicUpdate, at);
        }
    }

    /// <summary>Whatever the owner does with the ticket shows that he has accepted it.</summary>
    public void OnInternalNote(bool isByOwner, DateTime at)
    {
        if (isByOwner)
        {
            Meet(at, SlaMetric.HandOver);
        }
    }

    /// <summary>
    /// The wait for the customer ends when he writes. Several messages in a row are one question: the first of them
    /// counts.
    /// </summary>
    public void OnCustomerReply(TicketStatus status, DateTime at)
    {
        if (status is not TicketStatus.WaitingForThirdParty && !status.IsFinal())
        {
            Resume(at);
        }

        if (status != TicketStatus.New && !all.Exists(x => x.Metric == SlaMetric.FirstResponse && x.IsOpen))
        {
            Start(SlaMetric.NextResponse, at);
        }
    }

    public void ChangeStatus(TicketStatus to, bool isReopened, bool isByOwner, DateTime at)
    {
        if (to.IsFinal())
        {
            // Solved without a word before: the notice of the solution is the answer.
            Meet(at, Enum.GetValues<SlaMetric>());
            return;
        }

        if (isReopened && all.Find(x => x.Metric == SlaMetric.Resolution) is { } solution)
        {
            solution.Reopen(scheduleOf(solution.CalendarId), at);
        }

        OnInternalNote(isByOwner, at);
        foreach (var clock in all.Where(x => x.PausesIn(to)))
        {
            clock.Pause(at);
        }

        foreach (var clock in all.Where(x => !x.PausesIn(to)))
        {
            clock.Resume(scheduleOf(clock.CalendarId), at);
        }
    }

    /// <summary>
    /// Laid back into the group, or handed to somebody else: it is accepted when somebody takes it, or the new owner
    /// does something with it.
    /// </summary>
    /// <param name="isTaken">By the new owner himself.</param>
    public void HandOver(bool hadOwner, bool hasOwner, bool isTaken, DateTime at)
    {
        if (hasOwner && (isTaken || !hadOwner))
        {
            Meet(at, SlaMetric.HandOver);
        }
        else if (hadOwner)
        {
            Start(SlaMetric.HandOver, at);
        }
    }

    /// <summary>The ticket was merged into another one.</summary>
    /// <returns>What the customer was still owed. Updates begin anew with the next answer, and a hand-over was a matter among us.</returns>
    public IReadOnlyList<MergedPromise> Withdraw(DateTime at) =>
        [
            .. all.ConvertAll(x => x.Withdraw(scheduleOf(x.CalendarId), at))
                .OfType<MergedPromise>()
                .Where(x => x.Metric is not (SlaMetric.PeriodicUpdate or SlaMetric.HandOver)),
        ];

    /// <summary>
    /// What merged tickets owed counts here where it is earlier. Whatever kind of answer was owed, the next answer here
    /// is it.
    /// </summary>
    public void TakeOver(IReadOnlyList<MergedPromise> owed, DateTime at)
    {
        foreach (var promise in owed)
        {
            SlaMetric[] kinds =
                promise.Metric == SlaMetric.Resolution ? [SlaMetric.Resolution] : [SlaMetric.FirstResponse, SlaMetric.NextResponse];
            if (all.Find(x => kinds.Contains(x.Metric) && x.IsOpen && x.StartedAt <= at) is { } mine)
            {
                mine.TakeOver(promise, scheduleOf(mine.CalendarId), at);
            }
        }
    }

    /// <summary>Another policy, or another target of it. Every open promise gets the new terms, from its own start.</summary>
    /// <param name="created">From when a promise counts that was not made before.</param>
    public void Retarget(TicketStatus status, DateTime created, DateTime at, SlaPromiseReason reason)
    {
        foreach (var clock in all.Where(x => x.EndedAt is null))
        {
            if (terms(clock.Metric) is { } agreed)
            {
                clock.Retarget(agreed, scheduleOf(agreed.CalendarId), at, reason);
            }
            else
            {
                clock.Cancel(at);
            }
        }

        // Without a clock from the beginning nobody knows whether a ticket that has moved on was answered.
        if (status == TicketStatus.New)
        {
            StartOnce(SlaMetric.FirstResponse, created);
        }

        if (!status.IsFinal())
        {
            StartOnce(SlaMetric.Resolution, created);
        }
    }

    private void StartOnce(SlaMetric metric, DateTime at)
    {
        if (!all.Exists(x => x.Metric == metric))
        {
            Start(metric, at);
        }
    }

    private void Start(SlaMetric metric, DateTime at)
    {
        if (!all.Exists(x => x.Metric == metric && x.EndedAt is null) && terms(metric) is { } agreed)
        {
            var cycle = all.Where(x => x.Metric == metric).Select(x => x.Cycle).DefaultIfEmpty().Max() + 1;
            all.Add(SlaClock.Start(ticketId, metric, agreed, scheduleOf(agreed.CalendarId), at, silentUntil, cycle));
        }
    }

    private void Meet(DateTime at, params SlaMetric[] metrics)
    {
        foreach (var clock in all.Where(x => metrics.Contains(x.Metric)))
        {
            clock.Meet(at);
        }
    }

    private void Resume(DateTime at)
    {
        foreach (var clock in all)
        {
            clock.Resume(scheduleOf(clock.CalendarId), at);
        }
    }
}
