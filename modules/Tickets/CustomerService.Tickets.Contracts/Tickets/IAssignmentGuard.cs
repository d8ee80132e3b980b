namespace CustomerService.Tickets.Tickets;

/// <summary>
/// What people decide by hand obeys the same rules as what the system decides; implemented by Routing. Asked while the
/// ticket's row is held.
/// </summary>
public interface IAssignmentGuard
{
    /// <param name="isOwnChoice">The agent takes it; otherwise somebody gives it to them.</param>
    /// <exception cref="Framework.Errors.BusinessException">This person may not have this ticket.</exception>
    Task CheckAsync(TicketSnapshot ticket, Guid agentId, bool isOwnChoice, CancellationToken cancellationToken = default);
}
