using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Sessions;

/// <summary>Forgets sessions that can no longer be used.</summary>
internal sealed class SessionCleanup(TenantIterator tenants, TenantScope scope, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "sessions.cleanup";

    public override string CronExpression => "27 */6 * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow().UtcDateTime - UserSession.IdleLimit;
        await scope.RunAsync(null, RemoveAsync, cancellationToken);
        await tenants.RunAsync(RemoveAsync, cancellationToken);

        Task RemoveAsync(IServiceProvider provider) =>
            provider
                .GetRequiredService<CustomerServiceDbContext>()
                .Set<UserSession>()
                .Where(s => s.LastSeen < before || (s.EndedAt != null && s.EndedAt < before))
                .ExecuteDeleteAsync(cancellationToken);
    }
}
