using System.Net;

namespace CustomerService.Tenants.Tenants;

/// <summary>Configuration section <c>Tenancy</c>.</summary>
public sealed class TenancyOptions
{
    /// <summary>The host site's name; tenants live at <c>{slug}.{HostName}</c>.</summary>
    public string HostName { get; set; } = "localhost";

    /// <summary>
    /// Scheme and port under which people reach the host site (<c>https://example.com</c>), where a proxy stands before
    /// it; else the server's own first address.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether strangers may open workspaces. Operators of the installation always may.</summary>
    public bool PublicSignUp { get; set; } = true;

    /// <summary>The host site itself. On a developer's machine it also answers to the loop-back address.</summary>
    public bool IsHostSite(string host) =>
        host.Equals(HostName, StringComparison.OrdinalIgnoreCase)
        || (HostName == "localhost" && IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>The part before the host name, when there is exactly one.</summary>
    public string? SlugOf(string host)
    {
        var suffix = "." + HostName;
        var slug = host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? host[..^suffix.Length].ToLowerInvariant() : null;
        return SlugRules.IsWellFormed(slug) ? slug : null;
    }
}
