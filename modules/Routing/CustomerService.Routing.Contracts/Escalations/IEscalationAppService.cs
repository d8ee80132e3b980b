using CustomerService.Framework.Application;

namespace CustomerService.Routing.Escalations;

/// <summary>The escalation of a ticket, for those who work on it.</summary>
public interface IEscalationAppService : IApplicationService
{
    /// <returns>null when nothing waits for acceptance, and nothing was accepted on the present escalation policy.</returns>
    Task<EscalationDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Takes the escalation upon oneself: the escalation policy asks nobody else, and goes on at its own times.</summary>
    /// <exception cref="Framework.Errors.BusinessException">Nobody is asked any more, or others are.</exception>
    Task AcceptAsync(Guid ticketId, CancellationToken cancellationToken = default);
}

/// <param name="Asked">Names of those who may accept now.</param>
/// <param name="AcceptBy">UTC; then the next ones are asked.</param>
/// <param name="AcceptedBy">Name; null while it waits.</param>
public sealed record EscalationDto(
    string EscalationPolicyName,
    IReadOnlyList<string> Asked,
    bool IsAskedMe,
    DateTime? AcceptBy,
    string? AcceptedBy,
    DateTime? AcceptedAt
);
