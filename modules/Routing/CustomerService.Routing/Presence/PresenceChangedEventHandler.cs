using CustomerService.Framework.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Presence;

/// <summary>
/// Who comes online gets what waited. Who goes for the day hands back what was not begun; who is only away, after a
/// while.
/// </summary>
internal sealed class PresenceChangedEventHandler(
    AssignmentManager assignments,
    AgentGroupManager groups,
    ITimerManager timers,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub
) : IDistributedEventHandler<PresenceChangedEto>
{
    public async Task HandleEventAsync(PresenceChangedEto eto, CancellationToken cancellationToken)
    {
        var own = await groups.GetOfAsync(eto.UserId, cancellationToken);
        switch (eto.State)
        {
            case PresenceState.Online:
                await timers.CancelAsync(HandBackTimerHandler.TimerKind, eto.UserId, cancellationToken: cancellationToken);
                await assignments.CallAsync(own, cancellationToken);
                break;
            case PresenceState.Away when own.Min(g => g.HandBackMinutes) is { } minutes:
                await timers.ScheduleAsync(
                    HandBackTimerHandler.TimerKind,
                    eto.UserId,
                    eto.At.AddMinutes(minutes),
                    cancellationToken: cancellationToken
                );
                break;
            case PresenceState.Offline:
                await timers.CancelAsync(HandBackTimerHandler.TimerKind, eto.UserId, cancellationToken: cancellationToken);
                await assignments.HandBackAsync(eto.UserId, cancellationToken);
                break;
        }

        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(new RealTimeMessage(RoutingTopics.Presence, eto.UserId.ToString())));
    }
}

/// <summary>Away for so long that customers should not wait for this person.</summary>
internal sealed class HandBackTimerHandler(PresenceManager presences, AssignmentManager assignments) : ITimerHandler
{
    public const string TimerKind = "routing.hand-back";

    public string Kind => TimerKind;

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        if (await presences.FindAsync(timer.SubjectId, cancellationToken) is not { State: PresenceState.Online })
        {
            await assignments.HandBackAsync(timer.SubjectId, cancellationToken);
        }
    }
}
