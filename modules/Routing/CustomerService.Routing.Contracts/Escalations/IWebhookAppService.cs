using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Routing.Escalations;

/// <summary>Calls of escalation policies to other systems: what did not get through, and the secrets that calls are signed with.</summary>
public interface IWebhookAppService : IApplicationService
{
    /// <summary>The newest of those that failed at least once and are not through yet.</summary>
    Task<IReadOnlyList<WebhookCallDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <summary>A new signing secret; the one before is worth nothing from now on.</summary>
    /// <returns>The secret. It cannot be had again.</returns>
    Task<string> ChangeSecretAsync(Guid escalationPolicyId, CancellationToken cancellationToken = default);

    /// <summary>Begins anew with the attempts, now.</summary>
    Task RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Never made any more.</summary>
    Task DropAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>
/// A call of an escalation policy was dead-lettered. Told of the first; of the next ones when no dead-lettered call of
/// this escalation policy is left in the list.
/// </summary>
/// <param name="Url">Its address.</param>
/// <param name="NotifyUserIds">Those who can mend the escalation policy.</param>
[EventName("routing.webhook-given-up")]
public sealed record WebhookDeadLetteredEto(Guid CallId, Guid TicketId, string Url, string Problem, IReadOnlyList<Guid> NotifyUserIds);

/// <param name="IsDeadLettered">Nobody tries any more by himself.</param>
/// <param name="NextAttempt">UTC.</param>
public sealed record WebhookCallDto(
    Guid Id,
    long TicketNumber,
    int Step,
    string Url,
    bool IsDeadLettered,
    int Attempts,
    string LastError,
    DateTime CreatedAt,
    DateTime NextAttempt
);
