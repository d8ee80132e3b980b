using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.DataProtection;

namespace CustomerService.Tenants.SignUps;

/// <summary>What was accepted, and when (UTC).</summary>
internal sealed record AcceptedTerms(string? TermsUrl, string? PrivacyUrl, string? Version, DateTime At);

internal sealed record BegunSignUp(SignUpInput Form, AcceptedTerms? Terms);

/// <summary>
/// A form between its two steps travels in the address of the second, sealed: it survives a change to the mail program and back, and
/// the installation keeps nothing of people who never come back.
/// </summary>
internal sealed class SignUpTokens(IDataProtectionProvider protection, TimeProvider time) : ISingletonDependency
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("CustomerService.SignUps");

    public string Seal(SignUpInput form, AcceptedTerms? terms) =>
        Base64Url.EncodeToString(
            _protector.Protect(
                JsonSerializer.SerializeToUtf8Bytes(new Envelope(time.GetUtcNow().UtcDateTime + Lifetime, new BegunSignUp(form, terms)))
            )
        );

    /// <exception cref="BusinessException">It is too old, or was not sealed here.</exception>
    public BegunSignUp Open(string token)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(_protector.Unprotect(Base64Url.DecodeFromChars(token)))!;
            if (envelope.ExpiresAt > time.GetUtcNow().UtcDateTime)
            {
                return envelope.SignUp;
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            // Cut off on its way through a mail program, or made up.
        }

        throw new BusinessException(TenantsErrorCodes.SignUpExpired);
    }

    private sealed record Envelope(DateTime ExpiresAt, BegunSignUp SignUp);
}
