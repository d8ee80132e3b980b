namespace CustomerService.Framework.Timers;

/// <summary>Runs when a timer is due, in the tenant that set it; its changes and the timer's end are one transaction.</summary>
public interface ITimerHandler
{
    string Kind { get; }

    Task HandleAsync(TimerFired timer, CancellationToken cancellationToken);
}
