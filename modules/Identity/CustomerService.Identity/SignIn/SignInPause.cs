using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.SignIn;

/// <summary>
/// Five wrong passwords pause whoever tries for a while. An attempt is taken before its password is checked and given back by a
/// right one, so guesses made at the same time are not more than guesses made one after the other. Counted in single statements of
/// the database and committed at once, so that it holds across nodes.
/// </summary>
/// <param name="subject">What counts together.</param>
internal sealed class SignInPause(TenantScope scope, Guid? tenantId, string subject, TimeProvider time)
{
    public const int MaxFailures = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>All attempts are being checked by others right now; their outcome decides about this one.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);
    private const int MaxWaits = 200;

    private readonly Guid _id = SignInAttempts.IdOf(subject);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Takes an attempt.</summary>
    /// <returns>The rest of the pause when there is one: then no password may be checked.</returns>
    public async Task<TimeSpan?> BeginAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxWaits; i++)
        {
            var (hasBegun, left) = await TryBeginAsync();
            if (hasBegun || left is not null)
            {
                return left;
            }

            await Task.Delay(Wait, cancellationToken);
        }

        // Attempts that never ended, such as those of a process that was killed.
        return await FailAsync();
    }

    /// <returns>The pause, when this was one too many.</returns>
    public async Task<TimeSpan?> FailAsync()
    {
        var end = Now + LockTime;
        await scope.RunAsync(
            tenantId,
            p =>
                Rows(p)
                    .Where(a => a.Count >= MaxFailures)
                    .ExecuteUpdateAsync(s => s.SetProperty(a => a.Count, 0).SetProperty(a => a.PausedUntil, end))
        );
        return await LeftAsync();
    }

    /// <summary>A pause that others have earned meanwhile stays.</summary>
    public Task SucceedAsync()
    {
        var now = Now;
        return scope.RunAsync(tenantId, p => Rows(p).Where(a => a.PausedUntil == null || a.PausedUntil <= now).ExecuteDeleteAsync());
    }

    /// <returns>Neither begun nor paused: all attempts are taken and not yet decided.</returns>
    private async Task<(bool HasBegun, TimeSpan? Left)> TryBeginAsync() =>
        await scope.RunAsync(tenantId, p => TakeAsync(p.GetRequiredService<CustomerServiceDbContext>())) == 1
            ? (true, null)
            : (false, await LeftAsync());

    /// <returns>How many attempts could be taken: one or none.</returns>
    private Task<int> TakeAsync(CustomerServiceDbContext db)
    {
        var now = Now;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into "IdentitySignInAttempts" ("TenantId", "Id", "Count", "LastTime") values ({db.TenantKey}, {_id}, 1, {now})
            on conflict ("TenantId", "Id") do update
            set "Count" = "IdentitySignInAttempts"."Count" + 1, "LastTime" = excluded."LastTime"
            where "IdentitySignInAttempts"."Count" < {MaxFailures}
            and ("IdentitySignInAttempts"."PausedUntil" is null or "IdentitySignInAttempts"."PausedUntil" <= {now})
            """
        );
    }

    private async Task<TimeSpan?> LeftAsync()
    {
        var end = await scope.RunAsync(tenantId, p => Rows(p).Select(a => a.PausedUntil).FirstOrDefaultAsync());
        return end > Now ? end - Now : null;
    }

    private IQueryable<SignInAttempts> Rows(IServiceProvider provider) =>
        provider.GetRequiredService<CustomerServiceDbContext>().Set<SignInAttempts>().Where(a => a.Id == _id);
}
