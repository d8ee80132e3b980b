using System.Buffers.Text;
using System.Security.Cryptography;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.DataProtection;

namespace CustomerService.Framework.MultiTenancy;

/// <summary>
/// Secrets that a tenant's own systems hold too: shown once, stored so that they cannot be read without the keys of the
/// installation, nor in another
/// tenant, nor for another purpose.
/// </summary>
public sealed class TenantSecrets(IDataProtectionProvider protection, ICurrentTenant tenant) : ISingletonDependency
{
    private const int Bytes = 32;

    /// <param name="prefix">Tells people and secret scanners what it is.</param>
    /// <returns>The secret as the tenant has it, and as it is stored.</returns>
    public (string Plain, string Protected) Create(string purpose, string prefix)
    {
        var plain = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (plain, ProtectorOf(purpose).Protect(plain));
    }

    /// <exception cref="CryptographicException">The keys it was stored with are gone.</exception>
    public string Open(string purpose, string @protected) => ProtectorOf(purpose).Unprotect(@protected);

    private IDataProtector ProtectorOf(string purpose) => protection.CreateProtector(purpose, tenant.Key.ToString("N"));
}
