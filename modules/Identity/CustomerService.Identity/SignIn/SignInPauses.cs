using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerService.Identity.SignIn;

/// <summary>
/// Whose wrong passwords count together. A device on which the person has signed in before counts for itself: strangers who pause
/// the account do not keep its owner out. Addresses without account pause like accounts, so that nobody learns who has one.
/// </summary>
internal sealed class SignInPauses(TenantScope scope, ICurrentTenant tenant, IMemoryCache cache, TimeProvider time) : ISingletonDependency
{
    /// <summary>For how long failures of unknown addresses are remembered after the last one.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public SignInPause Of(User account, Guid? device) =>
        device is { } known ? InMemory($"{known:N} {account.Id:N}") : new AccountPause(scope, tenant.Id, account.Id, time);

    public SignInPause OfNobody(string normalizedEmail) => InMemory(normalizedEmail);

    private SignInPause InMemory(string key)
    {
        // Two callers at once must not get a counter each.
        lock (cache)
        {
            return cache.GetOrCreate(
                (tenant.Key, "sign-in", key),
                entry =>
                {
                    entry.SlidingExpiration = Remembered;
                    return new MemoryPause(time);
                }
            )!;
        }
    }
}
