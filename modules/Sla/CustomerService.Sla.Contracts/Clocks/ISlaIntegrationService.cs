using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Sla.Clocks;

public enum SlaMetric
{
    FirstResponse,

    /// <summary>A later message of the customer gets its answer.</summary>
    NextResponse,

    /// <summary>Word from us at least so often, once the first answer was given.</summary>
    PeriodicUpdate,

    /// <summary>Somebody accepts what was handed over; a matter among us, never told to the customer.</summary>
    HandOver,
    Resolution,
}

public enum SlaClockState
{
    Running,
    Paused,
    Met,
    Breached,
    Cancelled,
}

/// <param name="Due">UTC; while paused, the due time if it went on now.</param>
/// <param name="WarnAt">UTC; from here the chip is amber.</param>
/// <param name="EndedAt">UTC; when it was met.</param>
public sealed record SlaClockDto(
    Guid TicketId,
    SlaMetric Metric,
    SlaClockState State,
    DateTime StartedAt,
    DateTime Due,
    DateTime WarnAt,
    DateTime? EndedAt,
    string PolicyName
);

/// <param name="At">UTC; when it was promised, changed, kept or broken.</param>
/// <param name="Due">UTC.</param>
/// <param name="Reason">Why it was promised then; null when the line tells the outcome.</param>
/// <param name="IsKept">The outcome.</param>
public sealed record LedgerLineDto(SlaMetric Metric, DateTime At, DateTime Due, SlaPromiseReason? Reason, bool IsKept);

/// <param name="FirstResponseDue">UTC.</param>
public sealed record PromisePreviewDto(DateTime? FirstResponseDue, DateTime? ResolutionDue, bool IsOpenNow, DateTime? NextOpening);

public interface ISlaIntegrationService : IIntegrationService
{
    Task<IReadOnlyList<SlaClockDto>> GetClocksAsync(Guid ticketId, CancellationToken cancellationToken = default);

    Task<IReadOnlyDictionary<Guid, IReadOnlyList<SlaClockDto>>> GetClocksAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    );

    /// <summary>The ledger as the customer may read it: every promise to him and every change of it, oldest first.</summary>
    Task<IReadOnlyList<LedgerLineDto>> GetLedgerAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>
    /// So much business time on (or back, when negative) in the calendar of the ticket's promises; without any, clock
    /// time.
    /// </summary>
    Task<DateTime> AddBusinessMinutesAsync(Guid ticketId, DateTime from, int minutes, CancellationToken cancellationToken = default);

    /// <summary>
    /// What would be promised to a ticket filed at <paramref name="now"/> (UTC), before it is filed. Contracts see the
    /// Framework only, so enums go by their names.
    /// </summary>
    /// <param name="priority">Name of a TicketPriority.</param>
    /// <param name="channel">Name of a TicketChannel.</param>
    /// <param name="groupId">The group that will have it: its rules may promise something else.</param>
    Task<PromisePreviewDto> PreviewAsync(
        Guid? requestTypeId,
        string priority,
        DateTime now,
        Guid? customerId = null,
        string channel = "Portal",
        Guid? groupId = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Before the due time. <paramref name="Due"/> is UTC.</summary>
[EventName("sla.warning")]
public sealed record SlaWarningEto(Guid TicketId, Guid ClockId, SlaMetric Metric, DateTime Due, DateTime At) : IOrderedEvent
{
    public Guid StreamId => TicketId;
}

/// <summary>At the due time, once per clock. <paramref name="Due"/> is UTC.</summary>
[EventName("sla.breached")]
public sealed record SlaBreachedEto(Guid TicketId, Guid ClockId, SlaMetric Metric, DateTime Due, DateTime At) : IOrderedEvent
{
    public Guid StreamId => TicketId;
}
