using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>Do timers and events go through?</summary>
internal sealed class QueueDoctorCheck(TenantScope scopes, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public string Name => "queues";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        using var sweep = HostSweep.Begin();
        var (failed, failing, late) = await scopes.RunAsync(
            null,
            p => CountAsync(p.GetRequiredService<CustomerServiceDbContext>(), now, cancellationToken),
            cancellationToken
        );
        if (failed > 0)
        {
            return DoctorResult.Warn(
                $"{failed} timers or events were dead-lettered",
                "Open /host/dead-letters, read the errors, and put them back when the cause is gone."
            );
        }

        if (failing > 0)
        {
            return DoctorResult.Warn(
                $"{failing} timers or events are failing and will be tried again",
                "Look for their errors in the log; what fails ten times is dead-lettered and stands in /host/dead-letters."
            );
        }

        if (late > 0)
        {
            return DoctorResult.Warn(
                $"{late} timers or events have been due for more than {Late.TotalMinutes} minutes",
                "See that at least one node serves, and look for errors of OutboxDispatcher and TimerSweeper in its log."
            );
        }

        return DoctorResult.Ok("nothing waits");
    }

    private static async Task<(int Failed, int Failing, int Late)> CountAsync(
        CustomerServiceDbContext db,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var (timers, events, before) = (db.Set<TimerRow>().IgnoreQueryFilters(), db.Set<OutboxMessage>().IgnoreQueryFilters(), now - Late);
        return (
            await timers.CountAsync(t => t.State == QueueState.Failed, cancellationToken)
                + await events.CountAsync(e => e.State == QueueState.Failed, cancellationToken),
            await timers.CountAsync(t => t.State == QueueState.Pending && t.Attempts > 0, cancellationToken)
                + await events.CountAsync(e => e.State == QueueState.Pending && e.Attempts > 0, cancellationToken),
            await timers.CountAsync(t => t.State == QueueState.Pending && t.NextAttempt < before, cancellationToken)
                + await events.CountAsync(e => e.State == QueueState.Pending && e.NextAttempt < before, cancellationToken)
        );
    }
}
