using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Quotes;

/// <summary>Counts a solved ticket for the articles that its replies held; takes it back when the ticket is opened again.</summary>
internal sealed class TicketSolvedEventHandler(CustomerServiceDbContext db) : IDistributedEventHandler<TicketStatusChangedEto>
{
    public async Task HandleEventAsync(TicketStatusChangedEto eto, CancellationToken cancellationToken)
    {
        DateTime? solvedAt = eto.To is TicketStatus.Resolved ? eto.At : null;
        if (eto.To is TicketStatus.Closed)
        {
            return;
        }

        await db.Set<ArticleUse>()
            .Where(u => u.TicketId == eto.Ticket.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.SolvedAt, solvedAt), cancellationToken);
    }
}
