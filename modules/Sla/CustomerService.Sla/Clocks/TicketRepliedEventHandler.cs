using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// Public words count, at the time they were written; a note only shows that its author has accepted what was handed to
/// him.
/// </summary>
internal sealed class TicketRepliedEventHandler(SlaClockManager manager) : IDistributedEventHandler<TicketRepliedEto>
{
    public Task HandleEventAsync(TicketRepliedEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(eto, clocks => Hear(clocks, eto), cancellationToken);

    private static void Hear(TicketClocks clocks, TicketRepliedEto eto)
    {
        var isByOwner = eto.AuthorId == eto.Ticket.AssigneeId;
        if (eto is { IsByStaff: true, IsPublic: true })
        {
            clocks.OnAgentReply(eto.Ticket.Status, isByOwner, eto.At);
        }
        else if (eto.IsByStaff)
        {
            clocks.OnInternalNote(isByOwner, eto.At);
        }
        else if (eto.IsPublic)
        {
            clocks.OnCustomerReply(eto.Ticket.Status, eto.At);
        }
    }
}
