using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// The merged ticket's promises are withdrawn, in the order of its own events; what was still owed is told to the other
/// ticket, in the order of that
/// one's. A question of the customer that came along is one of the other ticket from the merge on.
/// </summary>
internal sealed class TicketMergedEventHandler(SlaClockManager manager, IDistributedEventBus events)
    : IDistributedEventHandler<TicketMergedEto>,
        IDistributedEventHandler<TicketMergeReceivedEto>,
        IDistributedEventHandler<PromisesMergedEto>
{
    public async Task HandleEventAsync(TicketMergedEto eto, CancellationToken cancellationToken)
    {
        IReadOnlyList<MergedPromise> owed = [];
        await manager.ChangeAsync(eto, clocks => owed = clocks.Withdraw(eto.At), cancellationToken);
        if (owed.Count > 0)
        {
            await events.PublishAsync(new PromisesMergedEto(eto.Into, eto.At, owed));
        }
    }

    public Task HandleEventAsync(TicketMergeReceivedEto eto, CancellationToken cancellationToken) =>
        eto.CustomerWaits
            ? manager.ChangeAsync(eto, clocks => clocks.OnCustomerReply(eto.Ticket.Status, eto.At), cancellationToken)
            : Task.CompletedTask;

    public Task HandleEventAsync(PromisesMergedEto eto, CancellationToken cancellationToken) =>
        manager.ChangeAsync(eto, clocks => clocks.TakeOver(eto.Owed, eto.At), cancellationToken);
}

/// <summary>What a merged ticket owed, on its way to the ticket that has taken it in; this module's own.</summary>
[EventName("sla.promises-merged")]
internal sealed record PromisesMergedEto(TicketSnapshot Ticket, DateTime At, IReadOnlyList<MergedPromise> Owed)
    : TicketEto(Ticket, At, false);
