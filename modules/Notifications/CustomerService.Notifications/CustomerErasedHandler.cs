using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Notifications.Bell;
using CustomerService.Notifications.Mail;
using CustomerService.Tickets.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Notifications;

/// <summary>Mails to the customer go, and the lines in colleagues' bells that tell of their tickets.</summary>
internal sealed class CustomerErasedHandler(CustomerServiceDbContext db) : IDistributedEventHandler<CustomerErasedEto>
{
    public async Task HandleEventAsync(CustomerErasedEto eto, CancellationToken cancellationToken)
    {
        await db.Set<OutgoingMail>().Where(m => m.To == eto.Email).ExecuteDeleteAsync(cancellationToken);
        foreach (var tickets in eto.TicketIds.Chunk(500))
        {
            await db.Set<BellNotification>().Where(b => tickets.Contains(b.TicketId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
