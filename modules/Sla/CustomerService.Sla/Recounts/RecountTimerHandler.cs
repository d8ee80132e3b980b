using CustomerService.Framework.Timers;

namespace CustomerService.Sla.Recounts;

/// <summary>One batch; its changes, the place reached and the timer of the next are one transaction.</summary>
internal sealed class RecountTimerHandler(RecountManager recounts) : ITimerHandler
{
    public const string TimerKind = "sla.recount";

    public string Kind => TimerKind;

    public Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) =>
        recounts.GoOnAsync(timer.SubjectId, cancellationToken);
}
