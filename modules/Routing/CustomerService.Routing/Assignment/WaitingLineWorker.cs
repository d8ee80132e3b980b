using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Routing.Groups;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Assignment;

/// <summary>Looks at the lines now and then: for capacity that was raised, members who were added, events that went astray.</summary>
internal sealed class WaitingLineWorker(TenantIterator tenants, SweptTenants swept) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "routing.waiting-line";

    public override string CronExpression => "*/2 * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var waiting = await swept.FindAsync<TicketRoute>(r => r.Where(x => x.State == RouteState.Waiting), cancellationToken);
        await tenants.RunAsync(
            waiting,
            async provider =>
            {
                var groups = await provider.GetRequiredService<AgentGroupManager>().GetAllAsync(cancellationToken);
                await provider.GetRequiredService<AssignmentManager>().CallAsync(groups, cancellationToken);
            },
            cancellationToken
        );
    }
}
