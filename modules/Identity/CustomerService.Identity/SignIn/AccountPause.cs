using System.Linq.Expressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.SignIn;

/// <summary>
/// The pause of an account, counted in single statements of the database and committed at once, so that it holds across
/// nodes.
/// </summary>
internal sealed class AccountPause(TenantScope scope, Guid? tenantId, Guid userId, TimeProvider time) : SignInPause
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task<TimeSpan?> FailAsync()
    {
        var end = Now + LockTime;
        await UpdateAsync(
            u => u.AccessFailedCount >= MaxFailures,
            s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, end)
        );
        return await LeftAsync();
    }

    /// <summary>A pause that others have earned meanwhile stays.</summary>
    public override Task SucceedAsync() => UpdateAsync(u => u.AccessFailedCount > 0, s => s.SetProperty(u => u.AccessFailedCount, 0));

    protected override async Task<(bool HasBegun, TimeSpan? Left)> TryBeginAsync()
    {
        var now = Now;
        var begun = await UpdateAsync(
            u => u.AccessFailedCount < MaxFailures && (u.LockoutEnd == null || u.LockoutEnd <= now),
            s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1)
        );
        return begun == 1 ? (true, null) : (false, await LeftAsync());
    }

    private async Task<TimeSpan?> LeftAsync()
    {
        var end = await scope.RunAsync(tenantId, p => Account(p).Select(u => u.LockoutEnd).FirstOrDefaultAsync());
        return end > Now ? end - Now : null;
    }

    private Task<int> UpdateAsync(Expression<Func<User, bool>> when, Action<UpdateSettersBuilder<User>> set) =>
        scope.RunAsync(tenantId, p => Account(p).Where(when).ExecuteUpdateAsync(set));

    private IQueryable<User> Account(IServiceProvider provider) =>
        provider.GetRequiredService<CustomerServiceDbContext>().Set<User>().Where(u => u.Id == userId);
}
