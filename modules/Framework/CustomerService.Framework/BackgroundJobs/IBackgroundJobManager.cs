namespace CustomerService.Framework.BackgroundJobs;

/// <summary>Hands work to whichever node is free first (ABP: the same).</summary>
public interface IBackgroundJobManager
{
    /// <summary>
    /// Not part of the caller's transaction: what must not be lost stands in a row of its own and is enqueued after the
    /// commit. A job that fails is tried again with growing pauses, and is then left for an operator to look at.
    /// </summary>
    /// <param name="delay">May be cut short by up to a second: a job with a due time looks at it once more.</param>
    /// <returns>The job's id in the dashboard.</returns>
    Task<string> EnqueueAsync<TArgs>(TArgs args, TimeSpan? delay = null);
}
