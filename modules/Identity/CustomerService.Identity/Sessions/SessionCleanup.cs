using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Sessions;

/// <summary>Forgets sessions that can no longer be used.</summary>
internal sealed class SessionCleanup(TenantIterator tenants, TenantScope scope, TimeProvider time) : IBackgroundWorker
{
    public string Name => "sessions.cleanup";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
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
