using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Http;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Tenants.SignUps;

/// <summary>How a stranger opened the tenant, in columns of its row: it goes when the tenant goes.</summary>
internal sealed class TenantSignUp
{
    private TenantSignUp() { }

    public TenantSignUp(string address, HttpContext? http, AcceptedTerms? terms)
    {
        (AddressHash, NetworkHash) = (HashOf(address.ToLowerInvariant()), HashOf(http is null ? "" : ClientNetwork.Of(http)));
        (TermsUrl, PrivacyUrl, TermsVersion, TermsAcceptedAt) = (terms?.TermsUrl, terms?.PrivacyUrl, terms?.Version, terms?.At);
    }

    public string AddressHash { get; private set; } = "";

    public string NetworkHash { get; private set; } = "";

    public string? TermsUrl { get; private set; }

    public string? PrivacyUrl { get; private set; }

    public string? TermsVersion { get; private set; }

    /// <summary>null: the operator had no terms then.</summary>
    public DateTime? TermsAcceptedAt { get; private set; }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
