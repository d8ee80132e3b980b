using CustomerService.Framework.Events;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Portal;

/// <summary>The desk need not doubt any more who asked. Only this ticket: another one may have been filed by somebody else.</summary>
internal sealed class AddressProvenEventHandler(TicketManager tickets) : IDistributedEventHandler<AddressProvenEto>
{
    public async Task HandleEventAsync(AddressProvenEto eto, CancellationToken cancellationToken)
    {
        var ticket = await tickets.LockAsync(eto.TicketId, cancellationToken);
        if (ticket.RequesterId == eto.UserId)
        {
            ticket.ProveRequester();
        }
    }
}
