using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.DeadLetters;

/// <summary>Counts over all tenants by a sweep; changes a row only as its own tenant.</summary>
internal sealed class DeadLetterAppService(
    IServiceScopeFactory scopes,
    ICurrentTenant currentTenant,
    TenantScope tenants,
    ITenantStore tenantStore,
    RepairRunner repairs,
    TimeProvider time
) : IDeadLetterAppService
{
    private const int PageSize = 50;
    private const int RepairDays = 7;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    [Authorize(TenantsPermissions.Host)]
    public async Task<DeadLettersDto> GetAsync(CancellationToken cancellationToken = default)
    {
        using var host = currentTenant.Change(null);
        using var sweep = HostSweep.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var all = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        var (timers, events, before) = (
            all.Set<TimerRow>().IgnoreQueryFilters().AsNoTracking(),
            all.Set<OutboxMessage>().IgnoreQueryFilters().AsNoTracking(),
            time.GetUtcNow().UtcDateTime - Late
        );
        var failedTimers = timers.Where(t => t.State == QueueState.Failed);
        var failedEvents = events.Where(e => e.State == QueueState.Failed);
        var deadLettered = await failedTimers
            .OrderByDescending(t => t.Id)
            .Take(PageSize)
            .Select(t => new DeadLetteredDto(QueueKind.Timer, t.Id, t.TenantId, null, t.Kind, t.Due, t.Attempts, t.Error))
            .ToListAsync(cancellationToken);
        deadLettered.AddRange(
            await failedEvents
                .OrderByDescending(e => e.Id)
                .Take(PageSize)
                .Select(e => new DeadLetteredDto(
                    QueueKind.Event,
                    e.Id,
                    e.TenantId,
                    null,
                    e.EventName,
                    e.CreationTime,
                    e.Attempts,
                    e.Error,
                    e.Handler
                ))
                .ToListAsync(cancellationToken)
        );
        return new DeadLettersDto(
            await timers.LongCountAsync(t => t.State == QueueState.Pending, cancellationToken),
            await events.LongCountAsync(e => e.State == QueueState.Pending, cancellationToken),
            await timers.LongCountAsync(t => t.State == QueueState.Pending && t.NextAttempt < before, cancellationToken)
                + await events.LongCountAsync(e => e.State == QueueState.Pending && e.NextAttempt < before, cancellationToken),
            await NameAsync(deadLettered.OrderByDescending(g => g.Due).Take(PageSize), cancellationToken),
            await failedTimers.LongCountAsync(cancellationToken) + await failedEvents.LongCountAsync(cancellationToken)
        );
    }

    [Authorize(TenantsPermissions.Host)]
    public async Task PutBackAsync(PutBackInput input, CancellationToken cancellationToken = default)
    {
        var count = await tenants.RunAsync(
            input.TenantId,
            provider =>
            {
                var own = provider.GetRequiredService<CustomerServiceDbContext>();
                var now = time.GetUtcNow().UtcDateTime;
                return input.Queue == QueueKind.Timer
                    ? own.PutBackAsync<TimerRow>(input.Id, now, cancellationToken)
                    : own.PutBackAsync<OutboxMessage>(input.Id, now, cancellationToken);
            },
            cancellationToken
        );
        if (count == 0)
        {
            throw BusinessException.NotFound(TenantsErrorCodes.JobGone);
        }
    }

    [Authorize(TenantsPermissions.Host)]
    public async Task<RepairResultDto> RepairAsync(CancellationToken cancellationToken = default)
    {
        var report = await repairs.RunAsync(RepairDays, cancellationToken);
        return new RepairResultDto(report.Mended.Values.Sum(), report.Failed);
    }

    private async Task<IReadOnlyList<DeadLetteredDto>> NameAsync(IEnumerable<DeadLetteredDto> rows, CancellationToken cancellationToken)
    {
        var named = new List<DeadLetteredDto>();
        foreach (var row in rows)
        {
            named.Add(row with { TenantName = (await tenantStore.FindAsync(row.TenantId, cancellationToken))?.Name });
        }

        return named;
    }
}
