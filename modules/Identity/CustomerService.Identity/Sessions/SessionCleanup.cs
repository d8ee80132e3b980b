using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Sessions;

/// <summary>Forgets sessions that can no longer be used, and wrong passwords of days ago.</summary>
internal sealed class SessionCleanup(TenantIterator tenants, TenantScope scope, TimeProvider time) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "sessions.cleanup";

    public override string CronExpression => "27 */6 * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (before, triedBefore) = (now - UserSession.IdleLimit, now - SignInAttempts.Remembered);
        await scope.RunAsync(null, RemoveAsync, cancellationToken);
        await tenants.RunAsync(RemoveAsync, cancellationToken);

        async Task RemoveAsync(IServiceProvider provider)
        {
            var db = provider.GetRequiredService<CustomerServiceDbContext>();
            await db.Set<UserSession>()
                .Where(s => s.LastSeen < before || (s.EndedAt != null && s.EndedAt < before))
                .ExecuteDeleteAsync(cancellationToken);
            await db.Set<SignInAttempts>().Where(a => a.LastTime < triedBefore).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
