using CustomerService.Framework.Application;

namespace CustomerService.Routing.Queue;

/// <summary>Why an expected wait became longer. Texts: <c>Enum.QueueChange.…</c>.</summary>
public enum QueueChange
{
    None,

    /// <summary>Tickets that are more urgent came and go first.</summary>
    MoreUrgentCame,

    /// <summary>Somebody who could take it has left or is busy elsewhere.</summary>
    FewerPeople,

    /// <summary>Those ahead take longer than usual.</summary>
    TakesLonger,
}

/// <summary>The honest line. Asked by the portal, for those who wait and for those who are about to.</summary>
public interface IQueueIntegrationService : IIntegrationService
{
    /// <summary>null: this ticket does not wait (any more). A ticket that has only just come in has no place yet: position 0.</summary>
    Task<QueueDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a new request of this type would meet. Contracts see the Framework only, so <paramref name="priority"/> is
    /// the name of a TicketPriority; risk and complexity too.
    /// </summary>
    Task<QueuePreviewDto?> PreviewAsync(
        string requestTypeKey,
        string priority,
        string risk,
        string complexity,
        CancellationToken cancellationToken = default
    );

    /// <summary>The group that a new request of this type goes to; null when there is none.</summary>
    Task<Guid?> FindGroupAsync(string requestTypeKey, CancellationToken cancellationToken = default);

    /// <summary>The customer does not wait on screen any more; the ticket keeps its place and is answered by mail.</summary>
    Task LeaveAsync(Guid ticketId, CancellationToken cancellationToken = default);
}

/// <param name="Position">1 is next; 0: its place is being found.</param>
/// <param name="ExpectedAt">UTC; null: nobody who could take it is here, so nothing can be said.</param>
/// <param name="Change">Why it became later the last time it did.</param>
/// <param name="OffersToLeave">It takes so long that nobody should have to watch.</param>
/// <param name="HasLeft">The customer took that offer.</param>
public sealed record QueueDto(
    Guid TicketId,
    int Position,
    DateTime WaitingSince,
    DateTime? ExpectedAt,
    QueueChange Change,
    bool OffersToLeave,
    bool HasLeft
);

/// <param name="Waiting">How many would be ahead.</param>
/// <param name="ExpectedWait">Zero: somebody is free; null: nobody is here now.</param>
public sealed record QueuePreviewDto(int Waiting, TimeSpan? ExpectedWait);
