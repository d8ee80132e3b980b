using CustomerService.Framework.Timers;

namespace CustomerService.Routing.Assignment;

/// <summary>Tries a waiting ticket again: somebody came free, or it has waited long enough for a higher star.</summary>
internal sealed class AssignmentTimerHandler(AssignmentManager assignments) : ITimerHandler
{
    public const string TimerKind = "routing.assign";

    public string Kind => TimerKind;

    public Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) => assignments.RouteAsync(timer.SubjectId, cancellationToken: cancellationToken);
}
