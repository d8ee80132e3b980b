using CustomerService.Framework.Diagnostics;
using Hangfire;
using Hangfire.Storage;

namespace CustomerService.Framework.Hangfire;

/// <summary>Does anybody run recurring work, and does it succeed?</summary>
internal sealed class JobsDoctorCheck(JobStorage storage) : IDoctorCheck
{
    public string Name => "jobs";

    public Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        using var connection = storage.GetConnection();
        var jobs = connection.GetRecurringJobs();
        var failed = jobs.Where(j => j.LastJobState == "Failed").Select(j => j.Id).ToList();
        if (failed.Count > 0)
        {
            return Task.FromResult(
                DoctorResult.Warn(
                    $"recurring work failed the last time it ran: {string.Join(", ", failed)}",
                    "Open /host/jobs, read the error, and trigger it again when the cause is gone."
                )
            );
        }

        return Task.FromResult(
            DoctorResult.Ok(
                jobs.Max(job => job.LastExecution) is { } lastRun
                    ? $"last recurring job {lastRun:u}"
                    : "no node has run a recurring job yet"
            )
        );
    }
}
