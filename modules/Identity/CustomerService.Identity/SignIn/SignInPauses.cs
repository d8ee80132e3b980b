using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;

namespace CustomerService.Identity.SignIn;

/// <summary>
/// Whose wrong passwords count together. A device on which the person has signed in before counts for itself: strangers who pause
/// the account do not keep its owner out. Addresses without account pause like accounts, so that nobody learns who has one.
/// </summary>
internal sealed class SignInPauses(TenantScope scope, ICurrentTenant tenant, TimeProvider time) : ISingletonDependency
{
    public SignInPause Of(User account, Guid? device) =>
        Of(device is { } known ? $"device {known:N} {account.Id:N}" : $"account {account.Id:N}");

    public SignInPause OfNobody(string normalizedEmail) => Of($"address {normalizedEmail}");

    private SignInPause Of(string subject) => new(scope, tenant.Id, subject, time);
}
