using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Diagnostics;
using Hangfire;
using Hangfire.Storage;

namespace CustomerService.Framework.Hangfire.Workers;

/// <summary>
/// One run of a <see cref="HangfireBackgroundWorkerBase"/>. It is not tried again when it fails, since it comes again
/// anyway: its error stands in the log and, for a day, in the dashboard.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class RecurringWorkerJob(IEnumerable<HangfireBackgroundWorkerBase> workers, JobStorage storage, WorkSpans spans)
{
    /// <summary>Does nothing while the run before is still at it, or when another version of the product knew this worker.</summary>
    [JobDisplayName("{0}")]
    public async Task RunAsync(string recurringJobId, CancellationToken cancellationToken)
    {
        if (workers.FirstOrDefault(w => w.RecurringJobId == recurringJobId) is not { } worker)
        {
            return;
        }

        using var connection = storage.GetConnection();
        using var turn = TryTakeTurn(connection, recurringJobId);
        if (turn is not null)
        {
            await spans.RunAsync("job " + recurringJobId, null, () => worker.DoWorkAsync(cancellationToken));
        }
    }

    private static IDisposable? TryTakeTurn(IStorageConnection connection, string recurringJobId)
    {
        try
        {
            return connection.AcquireDistributedLock("worker:" + recurringJobId, TimeSpan.Zero);
        }
        catch (DistributedLockTimeoutException)
        {
            return null;
        }
    }
}
