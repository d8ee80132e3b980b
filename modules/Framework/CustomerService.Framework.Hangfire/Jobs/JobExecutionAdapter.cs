using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;

namespace CustomerService.Framework.Hangfire.Jobs;

/// <summary>What Hangfire calls, in a scope of its own: as the system, in the tenant that the filter has set.</summary>
internal sealed class JobExecutionAdapter<TArgs>(
    AsyncBackgroundJob<TArgs> job,
    ICurrentPrincipalAccessor principal,
    ICurrentTenant tenant,
    WorkSpans spans
)
{
    private static readonly string Name = "job " + TenantJobNameAttribute.NameOf(typeof(TArgs));

    /// <param name="tenantName">For whoever looks at the dashboard.</param>
    [TenantJobName]
    public async Task ExecuteAsync(string tenantName, TArgs args, CancellationToken cancellationToken)
    {
        using var system = principal.Change(null);
        await spans.RunAsync(Name, tenant.Id, () => job.ExecuteAsync(args, cancellationToken));
    }
}
