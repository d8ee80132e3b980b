using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Routing.Groups;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Assignment;

/// <summary>Looks at the lines now and then: for capacity that was raised, members who were added, events that went astray.</summary>
internal sealed class WaitingLineWorker(TenantIterator tenants) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "routing.waiting-line";

    public override string CronExpression => "*/2 * * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) =>
        tenants.RunAsync(
            async provider =>
            {
                var groups = await provider.GetRequiredService<AgentGroupManager>().GetAllAsync(cancellationToken);
                await provider.GetRequiredService<AssignmentManager>().CallAsync(groups, cancellationToken);
            },
            cancellationToken
        );
}
