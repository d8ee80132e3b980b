using CustomerService.Framework.Application;
using CustomerService.Sla.Policies;

namespace CustomerService.Sla.Clocks;

/// <summary>The clocks of a ticket, for the desk.</summary>
public interface IClockAppService : IApplicationService
{
    Task<IReadOnlyList<SlaClockDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Every policy in order with what keeps the ticket out now: the first that nothing does is the ticket's.</summary>
    Task<IReadOnlyList<PolicyCheckDto>> ExplainAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>What became of the promises of the last <paramref name="days"/> days, by what was promised.</summary>
    Task<IReadOnlyList<PromisesKeptDto>> GetKeptAsync(int days, CancellationToken cancellationToken = default);

    /// <summary>With every promise that was made, oldest first.</summary>
    Task<IReadOnlyList<SlaClockHistoryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default);
}

/// <param name="Kept">Promises met in time.</param>
/// <param name="Broken">Promises whose due time passed.</param>
public sealed record PromisesKeptDto(SlaMetric Metric, int Kept, int Broken);

/// <param name="PausedSince">UTC; while it is paused.</param>
public sealed record SlaClockHistoryDto(SlaClockDto Clock, DateTime? PausedSince, IReadOnlyList<SlaPromiseDto> Promises);

/// <summary>What was promised when, and why then. Both UTC.</summary>
public sealed record SlaPromiseDto(DateTime At, DateTime Due, SlaPromiseReason Reason);

public enum SlaPromiseReason
{
    /// <summary>The ticket came in.</summary>
    Made,

    /// <summary>A pause moved it.</summary>
    Resumed,

    /// <summary>Priority, request type, group or tags changed.</summary>
    Reclassified,

    /// <summary>The opening hours it counts in were changed.</summary>
    CalendarChanged,

    /// <summary>The policy was changed, and its open promises with it.</summary>
    PolicyChanged,

    /// <summary>The solved ticket came back.</summary>
    Reopened,

    /// <summary>A ticket that was merged into this one had promised it earlier.</summary>
    Merged,

    /// <summary>The ticket was merged into another one, which makes the promises from then on.</summary>
    Withdrawn,
}
