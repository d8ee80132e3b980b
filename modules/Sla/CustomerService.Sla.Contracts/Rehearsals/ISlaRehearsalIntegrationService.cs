using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;

namespace CustomerService.Sla.Rehearsals;

/// <summary>
/// Past tickets promised again under other policies and calendars, by the engine that makes and keeps promises every
/// day. Nothing is written.
/// </summary>
public interface ISlaRehearsalIntegrationService : IIntegrationService
{
    /// <summary>Policies and calendars as they are: the draft to start from.</summary>
    Task<SlaDraftInput> GetDraftAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads what happened to the tickets. What is returned needs no database any more and may be played on another
    /// thread.
    /// </summary>
    /// <param name="draft">A <see cref="SlaDraftInput"/> as JSON; null: as it is.</param>
    /// <param name="progress">0 to 1.</param>
    /// <exception cref="Framework.Errors.BusinessException">The draft would be refused by the editor of policies or calendars.</exception>
    Task<ISlaRehearsal> ReadAsync(
        IReadOnlyCollection<Guid> ticketIds,
        string? draft,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    );
}

public readonly record struct PlayedPromise(SlaMetric Metric, Guid PolicyId, string PolicyName, bool IsKept);

/// <summary>Policies and calendars as somebody would have them.</summary>
public sealed class SlaDraftInput
{
    /// <summary>In the order of matching; one that is not here is not asked.</summary>
    [MaxLength(200)]
    public List<SavePolicyInput> Policies { get; set; } = [];

    [MaxLength(50)]
    public List<SaveCalendarInput> Calendars { get; set; } = [];
}
