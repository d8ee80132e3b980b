using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

/// <summary>Hands over once more what nobody works on: its job or its node was lost.</summary>
internal sealed class OperationSweep(TenantScope scopes, ICurrentTenant tenant, IBackgroundJobManager jobs, TimeProvider time)
    : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "operations.sweep";

    public override string CronExpression => "* * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        foreach (var lost in await FindAsync(cancellationToken))
        {
            using var change = tenant.Change(lost.TenantId);
            await jobs.EnqueueAsync(new RunOperationArgs(lost.Id));
        }
    }

    private async Task<List<Lost>> FindAsync(CancellationToken cancellationToken)
    {
        using var sweep = HostSweep.Begin();
        return await scopes.RunAsync(
            null,
            sp =>
            {
                FormattableString sql = $"""
                    select "TenantId", "Id" from "Operations" where "EndedAt" is null and "BeatAt" < {Limit}
                    """;
                return sp.GetRequiredService<CustomerServiceDbContext>().Database.SqlQuery<Lost>(sql).ToListAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    private DateTime Limit => time.GetUtcNow().UtcDateTime - RunOperationJob.Patience;

    private sealed record Lost(Guid TenantId, Guid Id);
}

/// <summary>Forgets operations whose files nobody may ask for any more, and files that belong to none.</summary>
internal sealed class OperationCleanup(TenantIterator tenants, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "operations.cleanup";

    public override string CronExpression => "41 3 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return tenants.RunAsync(
            async sp =>
            {
                var operations = sp.GetRequiredService<CustomerServiceDbContext>().Set<Operation>();
                var limit = now - OperationDto.FileLifetime;
                await operations.Where(o => o.EndedAt < limit).ExecuteDeleteAsync(cancellationToken);
                var (kept, before) = (operations.Select(o => o.Id), now.AddDays(-1));
                await sp.GetRequiredService<IBlobContainer<OperationInput>>()
                    .DeleteUnnamedAsync(before, operations.Where(o => o.EndedAt == null).Select(o => o.Id), cancellationToken);
                await sp.GetRequiredService<IBlobContainer<OperationResult>>().DeleteUnnamedAsync(before, kept, cancellationToken);
            },
            cancellationToken
        );
    }
}
