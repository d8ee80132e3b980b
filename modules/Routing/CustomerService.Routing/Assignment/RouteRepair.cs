using CustomerService.Framework.BackgroundJobs;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>Tickets about whose owner nobody has decided.</summary>
internal sealed class RouteRepair(TicketRouteStore routes, TicketCreatedEventHandler created, ITicketIntegrationService tickets) : IRepair
{
    public string Name => "routing.routes";

    public Task<IReadOnlyList<Guid>> FindAsync(DateTime since, DateTime until, CancellationToken cancellationToken) =>
        tickets.FindAsync(
            since,
            until,
            async page =>
            {
                var open = page.Where(t => !t.Ticket.Status.IsFinal()).Select(t => t.Ticket.Id).ToList();
                return open.Except((await routes.FindManyAsync(open, cancellationToken)).Keys);
            },
            cancellationToken
        );

    public async Task<bool> MendAsync(Guid id, CancellationToken cancellationToken)
    {
        if (
            await routes.FindAsync(id, cancellationToken) is not null
            || await tickets.FindCreatedAsync(id, cancellationToken) is not { } eto
        )
        {
            return false;
        }

        await created.HandleEventAsync(eto, cancellationToken);
        return await routes.FindAsync(id, cancellationToken) is not null;
    }
}
