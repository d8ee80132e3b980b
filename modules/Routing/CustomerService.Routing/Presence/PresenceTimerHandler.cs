using CustomerService.Framework.Timers;

namespace CustomerService.Routing.Presence;

/// <summary>Looks whether a desk fell silent; looks again as long as somebody is there.</summary>
internal sealed class PresenceTimerHandler(PresenceManager presences, ITimerManager timers, TimeProvider time) : ITimerHandler
{
    public const string TimerKind = "routing.presence";

    public string Kind => TimerKind;

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        if (
            await presences.FindToChangeAsync(timer.SubjectId, cancellationToken) is { } presence
            && presence.NoticeSilence(time.GetUtcNow().UtcDateTime) is { } next
        )
        {
            await timers.ScheduleAsync(TimerKind, timer.SubjectId, next, cancellationToken: cancellationToken);
        }
    }
}
