using CustomerService.Framework.Application;

namespace CustomerService.Sla.Recounts;

/// <summary>Counting open promises again after their calendar or policy was changed: in the background, resumed after a stop.</summary>
public interface IRecountAppService : IApplicationService
{
    /// <param name="subjectId">A calendar or a policy.</param>
    /// <returns>The latest, of a calendar with the passes over groups that it got or lost; null when there was none.</returns>
    Task<RecountDto?> FindAsync(Guid subjectId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stops the latest after the batch that runs; what was counted stays, the other promises stay as they are. Does nothing when
    /// none is under way.
    /// </summary>
    /// <param name="subjectId">As in <see cref="FindAsync"/>.</param>
    /// <exception cref="Framework.Errors.BusinessException">Conflict: a batch was just being finished; ask again.</exception>
    Task StopAsync(Guid subjectId, CancellationToken cancellationToken = default);

    /// <summary>Goes on where it was stopped.</summary>
    /// <param name="subjectId">As in <see cref="FindAsync"/>.</param>
    Task ContinueAsync(Guid subjectId, CancellationToken cancellationToken = default);
}

/// <param name="Total">Open promises when it began.</param>
/// <param name="Done">How many were looked at so far.</param>
/// <param name="FinishedAt">UTC; null while it goes on, or is stopped.</param>
public sealed record RecountDto(int Total, int Done, int Earlier, int Later, DateTime StartedAt, DateTime? FinishedAt, bool IsStopped);

/// <summary>What counting again would do, before anything is saved.</summary>
/// <param name="Open">Open promises that count in the calendar, or were made by the policy.</param>
/// <param name="Softened">Would be late by plain counting; they get the time after their reminder instead.</param>
public sealed record RecountPreviewDto(int Open, int Earlier, int Later, int Softened);
