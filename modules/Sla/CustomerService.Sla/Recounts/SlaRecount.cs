using CustomerService.Framework.Entities;

namespace CustomerService.Sla.Recounts;

internal enum RecountSubject
{
    Calendar,
    Policy,

    /// <summary>Its calendar is another one now; the tickets are matched again, and the cursor is a ticket.</summary>
    Group,
}

/// <summary>
/// One pass over the open promises of a calendar or a policy. It remembers how far it came, in the transaction of what
/// it did.
/// </summary>
internal sealed class SlaRecount : TenantAggregateRoot
{
    public RecountSubject Subject { get; private set; }

    /// <summary>The calendar, policy or group; there is one pass for each, a new change begins it anew.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The calendar whose edit gave the group another one: it shows the pass as part of its own progress.</summary>
    public Guid? CalendarId { get; private set; }

    /// <summary>The same for all passes of one edit.</summary>
    public DateTime StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>By somebody: those that were not looked at keep their promises until it goes on.</summary>
    public DateTime? StoppedAt { get; private set; }

    public bool IsUnderWay => FinishedAt is null && StoppedAt is null;

    /// <summary>The clock, or of a group the ticket, that was looked at last. What is counted are clocks.</summary>
    public Guid? Cursor { get; private set; }

    public int Total { get; private set; }

    public int Done { get; private set; }

    public int Earlier { get; private set; }

    public int Later { get; private set; }

    public static SlaRecount For(RecountSubject subject, Guid subjectId) => new() { Subject = subject, SubjectId = subjectId };

    public void Begin(int total, DateTime now, Guid? calendarId = null) =>
        (StartedAt, FinishedAt, StoppedAt, Cursor, Total, Done, Earlier, Later, CalendarId) = (
            now,
            null,
            null,
            null,
            total,
            0,
            0,
            0,
            calendarId
        );

    public void Advance(Guid cursor, int done, int earlier, int later) =>
        (Cursor, Done, Earlier, Later) = (cursor, Done + done, Earlier + earlier, Later + later);

    public void Stop(DateTime now) => StoppedAt = now;

    /// <summary>From where it was stopped.</summary>
    public void Continue() => StoppedAt = null;

    /// <summary>Promises that were kept, or went over to another calendar, before it was their turn are not missing.</summary>
    public void Finish(DateTime now) => (FinishedAt, Total) = (now, Done);

    /// <summary>The passes of one edit, as one.</summary>
    public static RecountDto ToDto(IReadOnlyCollection<SlaRecount> passes) =>
        new(
            passes.Sum(x => Math.Max(x.Total, x.Done)),
            passes.Sum(x => x.Done),
            passes.Sum(x => x.Earlier),
            passes.Sum(x => x.Later),
            passes.Max(x => x.StartedAt),
            passes.Any(x => x.FinishedAt is null) ? null : passes.Max(x => x.FinishedAt),
            passes.Any(x => x.StoppedAt is not null)
        );
}
