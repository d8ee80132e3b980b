using System.Text.RegularExpressions;
using CustomerService.Framework.Texts;

namespace CustomerService.Tenants.Tenants;

/// <summary>
/// What may stand before the host name: 3 to 30 of a–z, 0–9 and inner hyphens, and no word that the installation needs
/// for itself.
/// </summary>
public static partial class SlugRules
{
    public const int MinLength = 3;
    public const int MaxLength = 30;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "www",
        "api",
        "host",
        "admin",
        "administrator",
        "mail",
        "smtp",
        "imap",
        "pop",
        "ftp",
        "ns1",
        "ns2",
        "dns",
        "mx",
        "app",
        "apps",
        "static",
        "assets",
        "cdn",
        "files",
        "img",
        "images",
        "media",
        "status",
        "health",
        "metrics",
        "support",
        "help",
        "helpdesk",
        "desk",
        "portal",
        "signin",
        "signup",
        "login",
        "logout",
        "account",
        "accounts",
        "billing",
        "pay",
        "payment",
        "secure",
        "security",
        "sso",
        "oauth",
        "auth",
        "openid",
        "root",
        "system",
        "internal",
        "localhost",
        "local",
        "test",
        "staging",
        "demo",
        "docs",
        "blog",
        "about",
        "legal",
        "privacy",
        "terms",
        "postmaster",
        "hostmaster",
        "webmaster",
        "abuse",
        "noreply",
        "no-reply",
        "autoconfig",
        "autodiscover",
        "wpad",
        "isatap",
    };

    /// <summary>What somebody typed, as a slug would be written: "ACME Inc." becomes "acme-inc".</summary>
    public static string Normalize(string? typed) => Slugs.From(typed ?? "", MaxLength);

    public static bool IsWellFormed(string? slug) =>
        slug is not null && Shape().IsMatch(slug) && !slug.Contains("--", StringComparison.Ordinal);

    public static bool IsReserved(string slug) => Reserved.Contains(slug);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
