using CustomerService.Framework.Timers;

namespace CustomerService.Routing.Escalations;

/// <summary>The time of an escalation policy's next step has come.</summary>
internal sealed class EscalationTimerHandler(EscalationRunManager runs) : ITimerHandler
{
    public const string TimerKind = "routing.escalation";

    public string Kind => TimerKind;

    public Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) => runs.GoOnAsync(timer.SubjectId, cancellationToken);
}
