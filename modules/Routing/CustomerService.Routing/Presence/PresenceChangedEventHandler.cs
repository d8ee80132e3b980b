using CustomerService.Framework.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.RealTime;
using CustomerService.Routing.Assignment;

namespace CustomerService.Routing.Presence;

/// <summary>Who comes online gets what waited.</summary>
internal sealed class PresenceChangedEventHandler(WaitingLine waitingLine, IUnitOfWork unitOfWork, IRealTimeHub hub) : IDistributedEventHandler<PresenceChangedEto>
{
    public async Task HandleAsync(PresenceChangedEto eto, CancellationToken cancellationToken)
    {
        if (eto.State == PresenceState.Online)
        {
            await waitingLine.CallForAsync(eto.UserId, cancellationToken);
        }

        unitOfWork.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(RoutingTopics.Presence, eto.UserId.ToString())));
    }
}
