namespace CustomerService.Framework.BackgroundJobs;

/// <summary>
/// Recurring host-wide work (ABP: the same), at each of its due times on one node, whichever is free first. A time that
/// passed while no node ran is made up for once. What fails is logged and comes again at the next due time.
/// </summary>
public abstract class HangfireBackgroundWorkerBase
{
    /// <summary>Stable and readable: <c>tickets.cleanup</c>.</summary>
    public abstract string RecurringJobId { get; }

    /// <summary>Five fields, UTC. Minutes are spread over the hour, so that not all begin at once.</summary>
    public abstract string CronExpression { get; }

    /// <summary>Runs without a tenant. Each step may be repeated or cut short at any place.</summary>
    /// <param name="cancellationToken">Cancelled when the node stops and has no more patience.</param>
    public abstract Task DoWorkAsync(CancellationToken cancellationToken = default);
}
