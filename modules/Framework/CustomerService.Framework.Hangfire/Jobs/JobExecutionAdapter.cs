using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Users;

namespace CustomerService.Framework.Hangfire.Jobs;

/// <summary>What Hangfire calls, in a scope of its own: as the system, in the tenant that the filter has set.</summary>
internal sealed class JobExecutionAdapter<TArgs>(AsyncBackgroundJob<TArgs> job, ICurrentPrincipalAccessor principal)
{
    public async Task ExecuteAsync(TArgs args, CancellationToken cancellationToken)
    {
        using var system = principal.Change(null);
        await job.ExecuteAsync(args, cancellationToken);
    }
}
