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

/// <param name="IsGivenUp">Nobody tries any more by himself.</param>
/// <param name="NextAttempt">UTC.</param>
public sealed record WebhookCallDto(Guid Id, long TicketNumber, int Step, string Url, bool IsGivenUp, int Attempts, string LastError, DateTime CreatedAt, DateTime NextAttempt);
