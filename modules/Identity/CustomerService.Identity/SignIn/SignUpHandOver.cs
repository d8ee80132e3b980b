using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.SignUps;

namespace CustomerService.Identity.SignIn;

/// <param name="SessionId">The session that the link opens; its row can be written once, so the link works once.</param>
internal sealed record HandOver(string Email, string ReturnPath, Guid SessionId);

internal sealed class SignUpHandOver(SignedLinks links, ICurrentTenant currentTenant) : ISignUpHandOver, ISingletonDependency
{
    public const string Purpose = "hand-over";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public Task<string> CreatePathAsync(
        TenantInfo tenant,
        string adminEmail,
        string returnPath,
        CancellationToken cancellationToken = default
    )
    {
        using var there = currentTenant.Change(tenant.Id);
        return Task.FromResult(
            "/signin/welcome/" + links.Seal(Purpose, new HandOver(adminEmail, returnPath, Guid.CreateVersion7()), Lifetime)
        );
    }
}
