using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Routing.Groups;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Assignment;

/// <summary>Looks at the lines now and then: for capacity that was raised, members who were added, events that went astray.</summary>
internal sealed class WaitingLineWorker(TenantIterator tenants) : IBackgroundWorker
{
    public string Name => "routing.waiting-line";

    public TimeSpan Period => TimeSpan.FromMinutes(2);

    public Task ExecuteAsync(CancellationToken cancellationToken) =>
        tenants.RunAsync(
            async provider =>
            {
                var groups = await provider.GetRequiredService<AgentGroupManager>().GetAllAsync(cancellationToken);
                await provider.GetRequiredService<AssignmentManager>().CallAsync(groups, cancellationToken);
            },
            cancellationToken
        );
}
