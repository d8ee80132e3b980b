using System.Security.Cryptography;
using System.Text;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Web.Infrastructure;

/// <summary>What a page may load, run and send to: nothing, except what is named here.</summary>
internal static class ContentSecurityPolicy
{
    private const string Common = "default-src 'none'; base-uri 'self'; frame-ancestors 'none'; img-src 'self' data:; font-src 'self'";

    /// <summary>The columns of Markdown tables are aligned by these and no other attributes.</summary>
    private static readonly string TableColumns = string.Join(
        ' ',
        new[] { "left", "center", "right" }.Select(side => HashOf($"text-align: {side};"))
    );

    /// <summary>For answers that no page of ours made: errors without a page, downloads, data.</summary>
    public const string OfFiles = Common + "; style-src 'self'; form-action 'none'";

    /// <summary>For pages that are written without the pipeline; one of them sends a form once more.</summary>
    public const string OfPlainPages = Common + "; style-src 'self'; form-action 'self'";

    /// <summary>The one style that Hangfire's charts write into their page by script.</summary>
    private const string ChartStyle = "'sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg='";

    /// <summary>Hangfire's pages: their scripts and styles are files, but they colour states by attributes.</summary>
    public const string OfJobsDashboard =
        $"{Common}; script-src 'self'; connect-src 'self'; style-src 'self' {ChartStyle}; style-src-attr 'unsafe-inline'; "
        + "form-action 'self'";

    /// <summary>Scalar's page: one script of its own begins it, and its styles are made by script.</summary>
    public static string OfApiReference(string nonce) =>
        $"{Common}; script-src 'self' 'nonce-{nonce}'; connect-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'none'";

    /// <param name="style">What stands in the page's one style element.</param>
    /// <param name="isInteractive">
    /// Pages of the console have a circuit. MudBlazor sets styles there, and each of its notices comes with a style element of
    /// its own that no hash can name; what styles could do with it is little, since nothing loads from elsewhere.
    /// </param>
    public static string OfPage(HttpRequest request, string? style, bool isInteractive, string formTargets)
    {
        var styles =
            isInteractive ? "'self' 'unsafe-inline'"
            : style is null ? "'self'"
            : $"'self' {HashOf(style)}";
        var attributes = isInteractive ? "'unsafe-inline'" : $"'unsafe-hashes' {TableColumns}";
        var circuit = isInteractive ? $" {(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}" : "";
        return $"{Common}; script-src 'self'; connect-src 'self'{circuit}; style-src {styles}; style-src-attr {attributes}; "
            + $"form-action {formTargets}";
    }

    /// <summary>Forms of the host's site lead to workspaces, those of a workspace stay in it.</summary>
    public static string FormTargets(HttpRequest request, TenancyOptions options)
    {
        if (!options.IsHostSite(request.Host.Host.TrimEnd('.')))
        {
            return "'self'";
        }

        var site = new Uri(options.PublicUrl ?? $"{request.Scheme}://{request.Host.ToUriComponent()}");
        return $"'self' {site.Scheme}://*.{options.HostName}{(site.IsDefaultPort ? "" : $":{site.Port}")}";
    }

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
