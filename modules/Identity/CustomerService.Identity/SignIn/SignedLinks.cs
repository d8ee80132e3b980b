using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.DataProtection;

namespace CustomerService.Identity.SignIn;

/// <param name="IsExpired">Genuine, but too old.</param>
internal sealed record SignedLink<T>(T Payload, bool IsExpired);

/// <summary>Puts something into a link so that nobody can read or change it, good for one purpose, one tenant and some time.</summary>
internal sealed class SignedLinks(IDataProtectionProvider protection, ICurrentTenant tenant, TimeProvider time) : ISingletonDependency
{
    public string Seal<T>(string purpose, T payload, TimeSpan lifetime) =>
        Base64Url.EncodeToString(
            ProtectorOf(purpose)
                .Protect(JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(time.GetUtcNow().UtcDateTime + lifetime, payload)))
        );

    /// <returns>null when it was not made here, for this purpose and this tenant.</returns>
    public SignedLink<T>? Open<T>(string purpose, string token)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<T>>(ProtectorOf(purpose).Unprotect(Base64Url.DecodeFromChars(token)))!;
            return new SignedLink<T>(envelope.Payload, envelope.ExpiresAt <= time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(string purpose) =>
        protection.CreateProtector("CustomerService.Links", purpose, tenant.Key.ToString("N"));

    private sealed record Envelope<T>(DateTime ExpiresAt, T Payload);
}
