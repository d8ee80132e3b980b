namespace CustomerService.Framework.BackgroundJobs;

/// <summary>
/// Recurring host-wide work (ABP: background worker), run by Quartz on one node at a time; its last runs show in the
/// host console.
/// </summary>
public interface IBackgroundWorker
{
    /// <summary>Stable and readable: <c>timers.sweep</c>.</summary>
    string Name { get; }

    TimeSpan Period { get; }

    Task ExecuteAsync(CancellationToken cancellationToken);
}
