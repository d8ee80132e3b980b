using CustomerService.Framework.Entities;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// One promise to one ticket. It counts business time over the stretches during which it ran, so a pause takes nothing
/// away and gives nothing back. It breaches at most once; met in time, it can no longer breach; broken, it stays broken.
/// All times are UTC; those of events come from the event, however late it is heard.
/// </summary>
internal sealed class SlaClock : TenantAggregateRoot
{
    /// <summary>The ledger keeps the latest; a ticket that is paused more often has other troubles.</summary>
    public const int MaxPromises = 50;

    public Guid TicketId { get; private set; }

    public SlaMetric Metric { get; private set; }

    /// <summary>The how manieth promise of its kind to the ticket: each answer to a later message is a promise of its own.</summary>
    public int Cycle { get; private set; }

    public SlaClockState State { get; private set; }

    public Guid PolicyId { get; private set; }

    public string PolicyName { get; private set; } = "";

    public Guid CalendarId { get; private set; }

    /// <summary>Of the ticket, when it was promised.</summary>
    public TicketPriority Priority { get; private set; }

    public int TargetMinutes { get; private set; }

    /// <summary>Business time on top of the target, so that a change in mid-flight did not make the promise late at once.</summary>
    public double ExtraMinutes { get; private set; }

    public int WarnPercent { get; private set; }

    public bool PausesForThirdParty { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>Null while it is paused.</summary>
    public DateTime? RunningSince { get; private set; }

    /// <summary>Earlier stretches.</summary>
    public IReadOnlyList<RunningTime> Runs { get; private set; } = [];

    public DateTime Due { get; private set; }

    public DateTime WarnAt { get; private set; }

    public DateTime? WarnedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Up to here history was brought in from elsewhere: nobody is told of what happened before.</summary>
    public DateTime? SilentUntil { get; private set; }

    public IReadOnlyList<SlaPromise> Promises { get; private set; } = [];

    public bool IsOpen => EndedAt is null && State != SlaClockState.Cancelled;

    public bool IsRunning => RunningSince is not null;

    public DateTime? PausedSince => RunningSince is null && EndedAt is null ? Runs[^1].To : null;

    /// <summary>When somebody has to look at it again.</summary>
    public DateTime? NextAlarm =>
        State != SlaClockState.Running ? null
        : WarnedAt is null && WarnAt < Due ? WarnAt
        : Due;

    /// <summary>By what a queue is sorted: late ones stay at the top until answered.</summary>
    public DateTime? UrgentAt => IsRunning && (State is SlaClockState.Running or SlaClockState.Breached) ? Due : null;

    public static SlaClock Start(
        Guid ticketId,
        SlaMetric metric,
        ClockTerms terms,
        BusinessSchedule schedule,
        DateTime at,
        DateTime? silentUntil = null,
        int cycle = 1
    )
    {
        var clock = new SlaClock
        {
            TicketId = ticketId,
            Metric = metric,
            Cycle = cycle,
            StartedAt = at,
            RunningSince = at,
            SilentUntil = silentUntil,
        };
        clock.Agree(terms, schedule, at, SlaPromiseReason.Made);
        return clock;
    }

    public bool TryWarn(DateTime now)
    {
        if (State != SlaClockState.Running || WarnedAt is not null || now < WarnAt || now >= Due)
        {
            return false;
        }

        WarnedAt = now;
        if (IsHeard(WarnAt))
        {
            AddDistributedEvent(new SlaWarningEto(TicketId, Id, Metric, Due, now));
        }

        return true;
    }

    public bool TryBreach(DateTime now)
    {
        if (State != SlaClockState.Running || now < Due)
        {
            return false;
        }

        State = SlaClockState.Breached;
        if (IsHeard(Due))
        {
            AddDistributedEvent(new SlaBreachedEto(TicketId, Id, Metric, Due, now));
        }

        return true;
    }

    public void Meet(DateTime at)
    {
        if (EndedAt is not null)
        {
            return;
        }

        BreachIfLate(at);
        StopCounting(at);
        EndedAt = Later(at, StartedAt);
        State = State is SlaClockState.Running or SlaClockState.Paused || IsBreachedInError(at) ? SlaClockState.Met : State;
    }

    public void Pause(DateTime at)
    {
        if (EndedAt is not null || !IsRunning)
        {
            return;
        }

        BreachIfLate(at);
        StopCounting(at);
        State = State == SlaClockState.Running || IsBreachedInError(at) ? SlaClockState.Paused : State;
    }

    public void Resume(BusinessSchedule schedule, DateTime at)
    {
        if (EndedAt is null && !IsRunning)
        {
            GoOn(schedule, at, SlaPromiseReason.Resumed);
        }
    }

    /// <summary>The solved ticket came back: the clock goes on with what was left, and a broken promise is overdue again at once.</summary>
    public void Reopen(BusinessSchedule schedule, DateTime at)
    {
        if (EndedAt is null || State == SlaClockState.Cancelled)
        {
            return;
        }

        EndedAt = null;
        State = State == SlaClockState.Met ? SlaClockState.Paused : State;
        GoOn(schedule, at, SlaPromiseReason.Reopened);
    }

    /// <summary>
    /// Another policy or another target of it, counted from the same start. What has ended or is broken stays as it is.
    /// What is already used up does not make it late at once, see <see cref="PlanAfter"/>.
    /// </summary>
    public void Retarget(ClockTerms terms, BusinessSchedule schedule, DateTime at, SlaPromiseReason reason = SlaPromiseReason.Reclassified)
    {
        BreachIfLate(at);
        if (EndedAt is not null || State == SlaClockState.Breached || State != SlaClockState.Cancelled && HasSameTerms(terms))
        {
            return;
        }

        Agree(terms, schedule, at, reason);
        WarnedAt = WarnAt > at ? null : WarnedAt;
    }

    /// <summary>
    /// The same terms under changed opening hours. While it is paused there is nothing to change: the pause's end
    /// counts anew.
    /// </summary>
    /// <returns>The promise moved.</returns>
    public bool Recount(BusinessSchedule schedule, DateTime at)
    {
        BreachIfLate(at);
        if (State != SlaClockState.Running || !IsRunning || PlanAfter(schedule, at).Due == Due)
        {
            return false;
        }

        Promise(schedule, at, SlaPromiseReason.CalendarChanged);
        WarnedAt = WarnAt > at ? null : WarnedAt;
        return true;
    }

    /// <summary>What <see cref="Recount"/> would make of it, or <see cref="Retarget"/> with other terms.</summary>
    public ClockPlan Preview(BusinessSchedule schedule, DateTime at, ClockTerms? terms = null) =>
        State == SlaClockState.Running && IsRunning && at <= Due && (terms is null || !HasSameTerms(terms))
            ? PlanAfter(schedule, at, terms?.TargetMinutes, terms?.WarnPercent)
            : new ClockPlan(Due, ExtraMinutes);

    /// <summary>Nothing is promised any more. It still counts silently, in case something is again.</summary>
    public void Cancel(DateTime at)
    {
        BreachIfLate(at);
        if (EndedAt is null && State != SlaClockState.Breached)
        {
            State = SlaClockState.Cancelled;
        }
    }

    /// <summary>
    /// The ticket was merged into another one. What was broken before stays broken; everything else is withdrawn, and
    /// nothing can be promised here again.
    /// </summary>
    /// <returns>What was still owed, for the other ticket; null when nothing was.</returns>
    public MergedPromise? Withdraw(BusinessSchedule schedule, DateTime at)
    {
        BreachIfLate(at);
        if (EndedAt is not null)
        {
            return null;
        }

        var isBroken = State == SlaClockState.Breached && !IsBreachedInError(at);
        var owed = isBroken || State == SlaClockState.Cancelled ? null : new MergedPromise(Metric, Due, IsRunning, Left(schedule, at));
        StopCounting(at);
        EndedAt = Later(at, StartedAt);
        State = isBroken ? State : SlaClockState.Cancelled;
        if (owed is not null)
        {
            Promises = [.. Promises.TakeLast(MaxPromises - 1), new SlaPromise(at, Due, SlaPromiseReason.Withdrawn)];
        }

        return owed;
    }

    /// <summary>
    /// The customer was promised the same thing by a ticket that this one has taken in: of two promises he keeps the
    /// earlier one.
    /// </summary>
    public void TakeOver(MergedPromise other, BusinessSchedule schedule, DateTime at)
    {
        BreachIfLate(at);
        if (!IsOpen || State == SlaClockState.Breached)
        {
            return;
        }

        var (mine, left) = (Left(schedule, at), other.IsRunning ? schedule.MinutesBetween(at, other.Due) : other.LeftMinutes);
        if (IsRunning && other.IsRunning ? other.Due >= Due : left >= mine)
        {
            return;
        }

        ExtraMinutes -= mine - left;
        Due = IsRunning && other.IsRunning ? other.Due : schedule.Reach(Runs, CountsFrom(at), Allowance);
        WarnAt = schedule.Reach(Runs, CountsFrom(at), Allowance * WarnPercent / 100);
        Promises = [.. Promises.TakeLast(MaxPromises - 1), new SlaPromise(at, Due, SlaPromiseReason.Merged)];
    }

    /// <summary>While it is paused: when it would be due if it went on now.</summary>
    public DateTime DueAt(BusinessSchedule schedule, DateTime now) =>
        PausedSince is { } since && State == SlaClockState.Paused ? schedule.Reach(Runs, Later(now, since), Allowance) : Due;

    private double Allowance => TargetMinutes + ExtraMinutes;

    /// <summary>Business minutes that are not used up yet.</summary>
    private double Left(BusinessSchedule schedule, DateTime at) =>
        IsRunning ? schedule.MinutesBetween(at, Due) : Allowance - schedule.MinutesOf(Runs);

    private bool HasSameTerms(ClockTerms terms) =>
        (PolicyId, PolicyName, CalendarId, Priority, TargetMinutes, WarnPercent, PausesForThirdParty)
        == (
            terms.PolicyId,
            terms.PolicyName,
            terms.CalendarId,
            terms.Priority,
            terms.TargetMinutes,
            terms.WarnPercent,
            terms.PausesForThirdParty
        );

    private void Agree(ClockTerms terms, BusinessSchedule schedule, DateTime at, SlaPromiseReason reason)
    {
        (PolicyId, PolicyName, CalendarId, Priority) = (terms.PolicyId, terms.PolicyName, terms.CalendarId, terms.Priority);
        (TargetMinutes, WarnPercent, PausesForThirdParty) = (terms.TargetMinutes, terms.WarnPercent, terms.PausesForThirdParty);
        State = IsRunning ? SlaClockState.Running : SlaClockState.Paused;
        Promise(schedule, at, reason);
    }

    private void GoOn(BusinessSchedule schedule, DateTime at, SlaPromiseReason reason)
    {
        RunningSince = Runs.Count > 0 ? Later(at, Runs[^1].To) : at;
        if (State == SlaClockState.Paused)
        {
            State = SlaClockState.Running;
            Promise(schedule, at, reason);
        }
    }

    private void Promise(BusinessSchedule schedule, DateTime at, SlaPromiseReason reason)
    {
        if (reason is SlaPromiseReason.Reclassified or SlaPromiseReason.PolicyChanged or SlaPromiseReason.CalendarChanged)
        {
            (Due, ExtraMinutes) = PlanAfter(schedule, at);
        }
        else
        {
            Due = schedule.Reach(Runs, CountsFrom(at), Allowance);
        }

        WarnAt = schedule.Reach(Runs, CountsFrom(at), Allowance * WarnPercent / 100);
        Promises = [.. Promises.TakeLast(MaxPromises - 1), new SlaPromise(at, Due, reason)];
    }

    /// <summary>
    /// Counted from the start, but never nearer than the part of the target that lies after its reminder, from now on,
    /// so that whoever owes it can still keep it; and by that never later than what was promised before.
    /// </summary>
    private ClockPlan PlanAfter(BusinessSchedule schedule, DateTime at, int? otherTarget = null, int? otherWarnPercent = null)
    {
        var (target, from) = (otherTarget ?? TargetMinutes, CountsFrom(at));
        var counted = schedule.Reach(Runs, from, target);
        var soonest = schedule.Reach([], Later(at, from), target * (100 - (otherWarnPercent ?? WarnPercent)) / 100d);
        var softened = IsRunning && Due > at && Due < soonest ? Due : soonest;
        return counted >= softened
            ? new ClockPlan(counted, 0)
            : new ClockPlan(softened, schedule.MinutesOf(Runs) + schedule.MinutesBetween(from, softened) - target);
    }

    private DateTime CountsFrom(DateTime at) => RunningSince ?? Later(at, Runs[^1].To);

    private void StopCounting(DateTime at)
    {
        if (RunningSince is { } since)
        {
            Runs = [.. Runs, new RunningTime(since, Later(at, since))];
            RunningSince = null;
        }
    }

    // Exactly at the due time is in time.
    private void BreachIfLate(DateTime at)
    {
        if (at > Due)
        {
            TryBreach(at);
        }
    }

    // It was seen late only because what happened in time was heard late.
    private bool IsBreachedInError(DateTime at) => State == SlaClockState.Breached && at <= Due;

    private bool IsHeard(DateTime moment) => SilentUntil is null || moment > SilentUntil;

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
