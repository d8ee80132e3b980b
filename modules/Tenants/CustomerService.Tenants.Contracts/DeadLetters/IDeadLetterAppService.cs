using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.DeadLetters;

/// <summary>Timers and events of this installation that failed at every attempt, and how much waits.</summary>
public interface IDeadLetterAppService : IApplicationService
{
    Task<DeadLettersDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives a timer or an event that was dead-lettered a fresh set of attempts, at once.</summary>
    Task PutBackAsync(PutBackInput input, CancellationToken cancellationToken = default);

    /// <summary>Finds what handlers of the last week should have left behind and did not, and makes it good.</summary>
    Task<RepairResultDto> RepairAsync(CancellationToken cancellationToken = default);
}

public sealed record RepairResultDto(int Mended, int Failed);

public enum QueueKind
{
    Timer,
    Event,
}

public sealed class PutBackInput
{
    [EnumDataType(typeof(QueueKind))]
    public QueueKind Queue { get; set; }

    public Guid TenantId { get; set; }

    public Guid Id { get; set; }
}

/// <param name="WaitingTimers">Set and not yet due, or due and not yet run.</param>
/// <param name="DeadLettered">The newest first; no more than a page, see <paramref name="DeadLetteredCount"/>.</param>
public sealed record DeadLettersDto(
    long WaitingTimers,
    long WaitingEvents,
    long LateCount,
    IReadOnlyList<DeadLetteredDto> DeadLettered,
    long DeadLetteredCount
);

/// <param name="TenantName">null for the installation's own space.</param>
/// <param name="Due">When it should have run.</param>
/// <param name="Handler">The one handler that could not handle the event; null for a timer.</param>
public sealed record DeadLetteredDto(
    QueueKind Queue,
    Guid Id,
    Guid TenantId,
    string? TenantName,
    string Name,
    DateTime Due,
    int Attempts,
    string? Error,
    string? Handler = null
);
