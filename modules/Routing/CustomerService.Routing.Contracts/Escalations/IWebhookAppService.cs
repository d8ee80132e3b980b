using CustomerService.Framework.Events;

namespace CustomerService.Routing.Escalations;

/// <summary>Calls of ladders to other systems: what did not get through, and the secrets that calls are signed with.</summary>
public interface IWebhookAppService
{
    /// <summary>The newest of those that failed at least once and are not through yet.</summary>
    Task<IReadOnlyList<WebhookCallDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <summary>A new signing secret; the one before is worth nothing from now on.</summary>
    /// <returns>The secret. It cannot be had again.</returns>
    Task<string> ChangeSecretAsync(Guid ladderId, CancellationToken cancellationToken = default);

    /// <summary>Begins anew with the attempts, now.</summary>
    Task RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Never made any more.</summary>
    Task DropAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>A call of a ladder was given up. Told of the first; of the next ones when no given-up call of this ladder is left in the list.</summary>
/// <param name="Url">Its address.</param>
/// <param name="NotifyUserIds">Those who can mend the ladder.</param>
[EventName("routing.webhook-given-up")]
public sealed record WebhookGivenUpEto(Guid CallId, Guid TicketId, string Url, string Problem, IReadOnlyList<Guid> NotifyUserIds);

/// <param name="IsGivenUp">Nobody tries any more by himself.</param>
/// <param name="NextAttempt">UTC.</param>
public sealed record WebhookCallDto(Guid Id, long TicketNumber, int Step, string Url, bool IsGivenUp, int Attempts, string LastError, DateTime CreatedAt, DateTime NextAttempt);
