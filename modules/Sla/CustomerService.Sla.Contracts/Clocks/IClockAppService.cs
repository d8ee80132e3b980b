namespace CustomerService.Sla.Clocks;

/// <summary>S3: the clocks of a ticket, for the desk.</summary>
public interface IClockAppService
{
    Task<IReadOnlyList<SlaClockDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>With every promise that was made, oldest first.</summary>
    Task<IReadOnlyList<SlaClockHistoryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default);
}

/// <param name="PausedSince">UTC; while it stands still.</param>
public sealed record SlaClockHistoryDto(SlaClockDto Clock, DateTime? PausedSince, IReadOnlyList<SlaPromiseDto> Promises);

/// <summary>What was promised when, and why then. Both UTC.</summary>
public sealed record SlaPromiseDto(DateTime At, DateTime Due, SlaPromiseReason Reason);

public enum SlaPromiseReason
{
    /// <summary>The ticket came in.</summary>
    Made,

    /// <summary>A pause moved it.</summary>
    Resumed,

    /// <summary>Priority or request type changed.</summary>
    Reclassified,

    /// <summary>The solved ticket came back.</summary>
    Reopened,
}
