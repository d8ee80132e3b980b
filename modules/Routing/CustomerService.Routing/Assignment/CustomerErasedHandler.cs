using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Routing.Escalations.Webhooks;
using CustomerService.Tickets.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

/// <summary>The queue keeps figures, not what the ticket was about; calls that tell of it are not made any more.</summary>
internal sealed class CustomerErasedHandler(CustomerServiceDbContext db) : IDistributedEventHandler<CustomerErasedEto>
{
    public async Task HandleEventAsync(CustomerErasedEto eto, CancellationToken cancellationToken)
    {
        await db.Set<TicketRoute>()
            .Where(r => r.RequesterId == eto.CustomerId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Subject, ""), cancellationToken);
        foreach (var tickets in eto.TicketIds.Chunk(500))
        {
            await db.Set<WebhookCall>().Where(c => tickets.Contains(c.TicketId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
