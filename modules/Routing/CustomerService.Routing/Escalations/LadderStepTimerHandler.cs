using CustomerService.Framework.Timers;

namespace CustomerService.Routing.Escalations;

/// <summary>The time of a ladder's next step has come.</summary>
internal sealed class LadderStepTimerHandler(LadderManager ladders) : ITimerHandler
{
    public const string TimerKind = "routing.ladder";

    public string Kind => TimerKind;

    public Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) => ladders.GoOnAsync(timer.SubjectId, cancellationToken);
}
