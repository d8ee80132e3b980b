using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Transfer;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Search;

/// <summary>A workspace that came from elsewhere brought its messages, and no index of them.</summary>
internal sealed class WorkspaceImportedHandler(IBackgroundJobManager jobs, IUnitOfWorkManager unitOfWorkManager)
    : IDistributedEventHandler<WorkspaceImportedEto>
{
    public Task HandleEventAsync(WorkspaceImportedEto eto, CancellationToken cancellationToken)
    {
        unitOfWorkManager.Current!.OnCompleted(() => jobs.EnqueueAsync(new IndexImportedTicketsArgs()));
        return Task.CompletedTask;
    }
}

[JobQueue(JobQueues.Maintenance)]
internal sealed record IndexImportedTicketsArgs;

/// <summary>One batch after the other, each committed: people may work meanwhile.</summary>
internal sealed class IndexImportedTicketsJob(TenantScope scopes, ICurrentTenant tenant) : AsyncBackgroundJob<IndexImportedTicketsArgs>
{
    public override async Task ExecuteAsync(IndexImportedTicketsArgs args, CancellationToken cancellationToken = default)
    {
        int indexed;
        do
        {
            indexed = await scopes.RunAsync(
                tenant.Id,
                sp => sp.GetRequiredService<TicketSearchIndexer>().IndexPendingAsync(cancellationToken),
                cancellationToken
            );
        } while (indexed > 0);
    }
}
