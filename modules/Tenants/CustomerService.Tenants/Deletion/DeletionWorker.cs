using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Deletion;

/// <summary>
/// Ends workspaces whose time to change their mind is over. Each piece is removed and counted in one transaction; whatever cuts it
/// short, the next run goes on; one that fails does not keep the others waiting.
/// </summary>
internal sealed class DeletionWorker(TenantScope scopes, TenantDirectory directory, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "tenants.deletion";

    public override string CronExpression => "*/10 * * * *";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var now = Now;
        var due = await scopes.RunAsync(
            null,
            sp =>
                sp.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TenantDeletion>()
                    .Where(d => d.DueAt <= now && d.CancelledAt == null && d.FinishedAt == null)
                    .Select(d => new { d.Id, d.WorkspaceId })
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
        var failures = new List<Exception>();
        foreach (var deletion in due)
        {
            try
            {
                await EndAsync(deletion.Id, deletion.WorkspaceId, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(new InvalidOperationException($"Tenant {deletion.WorkspaceId} could not be removed.", e));
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private async Task EndAsync(Guid deletionId, Guid tenantId, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            null,
            deletionId,
            async (sp, d) =>
            {
                d.Start(Now);
                (await TenantAsync(sp, tenantId, cancellationToken))?.Close();
            },
            cancellationToken
        );
        await directory.ForgetAsync();

        // What still ran when the workspace closed may have written something behind us.
        while (await EraseAsync(deletionId, tenantId, cancellationToken)) { }

        await ChangeAsync(
            null,
            deletionId,
            async (sp, d) =>
            {
                if (await TenantAsync(sp, tenantId, cancellationToken) is { } tenant)
                {
                    sp.GetRequiredService<CustomerServiceDbContext>().Remove(tenant);
                }

                d.Finish(Now);
            },
            cancellationToken
        );
        await directory.ForgetAsync();
    }

    /// <returns>Whether there was anything.</returns>
    private async Task<bool> EraseAsync(Guid deletionId, Guid tenantId, CancellationToken cancellationToken)
    {
        var (any, places) = (false, int.MaxValue);
        for (var place = 0; place < places; place++)
        {
            Erased erased;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                erased = default;
                await ChangeAsync(
                    tenantId,
                    deletionId,
                    async (sp, d) =>
                    {
                        var erasers = sp.GetServices<ITenantEraser>().ToList();
                        places = erasers.Count;
                        erased = await erasers[place].EraseSomeAsync(cancellationToken);
                        if (erased.Count > 0)
                        {
                            d.Count(erased.What, erased.Count);
                        }
                    },
                    cancellationToken
                );
                any |= erased.Count > 0;
            } while (erased.Count > 0);
        }

        return any;
    }

    private Task ChangeAsync(
        Guid? tenantId,
        Guid deletionId,
        Func<IServiceProvider, TenantDeletion, Task> change,
        CancellationToken cancellationToken
    ) =>
        scopes.RunAsync(
            tenantId,
            async sp =>
            {
                await sp.GetRequiredService<IUnitOfWorkManager>().Current!.BeginTransactionAsync(cancellationToken);
                var deletions = sp.GetRequiredService<CustomerServiceDbContext>().Set<TenantDeletion>();
                await change(sp, await deletions.SingleAsync(d => d.Id == deletionId, cancellationToken));
            },
            cancellationToken
        );

    private static Task<Tenant?> TenantAsync(IServiceProvider sp, Guid id, CancellationToken cancellationToken) =>
        sp.GetRequiredService<CustomerServiceDbContext>().Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken);
}
