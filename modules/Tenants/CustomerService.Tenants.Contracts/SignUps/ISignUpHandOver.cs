using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Tenants.SignUps;

/// <summary>Takes the new admin from the host site to the tenant's host, signed in; implemented by Identity.</summary>
public interface ISignUpHandOver
{
    Task<string> CreatePathAsync(TenantInfo tenant, string adminEmail, string returnPath, CancellationToken cancellationToken = default);
}
