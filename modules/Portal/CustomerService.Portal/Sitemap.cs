using System.Globalization;
using System.Xml.Linq;
using CustomerService.Framework.Emailing;
using CustomerService.Knowledge.Reading;
using CustomerService.Portal.Caching;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Portal;

/// <summary>What search engines may know: pages that anybody can read, in each language they exist in.</summary>
internal static class Sitemap
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly string[] FixedPages = ["/", "/requests/new", "/verify"];

    /// <summary>Answers of searches, and what belongs to one person.</summary>
    private static readonly string[] Private =
    [
        "/search",
        "/requests$",
        "/requests/",
        "/signin",
        "/access/",
        "/rate/",
        "/desk",
        "/admin",
        "/account",
        "/files/",
        "/api/",
        "/portal/",
        "/language/",
        "/theme/",
    ];

    public static void MapSitemap(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sitemap.xml", WriteSitemapAsync).AllowAnonymous().ExcludeFromDescription().CacheOutput(PortalCache.Policy);
        app.MapGet("/robots.txt", WriteRobotsAsync).AllowAnonymous().ExcludeFromDescription().CacheOutput(PortalCache.Policy);
    }

    private static async Task<IResult> WriteSitemapAsync(
        IPortalKnowledgeAppService knowledge,
        ITenantIntegrationService tenants,
        ISiteUrls urls,
        Framework.MultiTenancy.ICurrentTenant tenant,
        CancellationToken cancellationToken
    )
    {
        if (tenant.Id is null)
        {
            return Results.NotFound();
        }

        var origin = (await urls.AbsoluteAsync("/", cancellationToken)).TrimEnd('/');
        var spoken = (await tenants.GetBrandingAsync(cancellationToken)).Languages;
        var pages = FixedPages
            .Select(path => new SiteAddressDto(path, [], null))
            .Concat(await knowledge.GetSiteAddressesAsync(cancellationToken));
        var set = new XElement(
            Map + "urlset",
            new XAttribute(XNamespace.Xmlns + "xhtml", Html.NamespaceName),
            pages.SelectMany(page => Entries(origin, page, page.Languages.Count > 0 ? page.Languages : spoken))
        );
        return Results.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + set, "application/xml; charset=utf-8");
    }

    private static IEnumerable<XElement> Entries(string origin, SiteAddressDto page, IReadOnlyList<string> languages) =>
        languages.Select(language => new XElement(
            Map + "url",
            new XElement(Map + "loc", Address(origin, page.Path, language)),
            page.ChangedAt is { } at
                ? new XElement(Map + "lastmod", at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
                : null,
            languages.Count < 2
                ? null
                : languages.Select(other => new XElement(
                    Html + "link",
                    new XAttribute("rel", "alternate"),
                    new XAttribute("hreflang", other == "zh-Hans" ? "zh-CN" : other),
                    new XAttribute("href", Address(origin, page.Path, other))
                ))
        ));

    private static string Address(string origin, string path, string language) => $"{origin}{path}?lang={language}";

    private static async Task<string> WriteRobotsAsync(
        ISiteUrls urls,
        Framework.MultiTenancy.ICurrentTenant tenant,
        CancellationToken cancellationToken
    )
    {
        var allowed = "User-agent: *\nAllow: /requests/new\n" + string.Concat(Private.Select(path => $"Disallow: {path}\n"));
        return tenant.Id is null
            ? "User-agent: *\nDisallow: /host\n"
            : $"{allowed}\nSitemap: {await urls.AbsoluteAsync("/sitemap.xml", cancellationToken)}\n";
    }
}
