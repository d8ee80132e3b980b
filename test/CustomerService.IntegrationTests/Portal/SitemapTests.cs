using System.Net;
using System.Xml.Linq;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>Search engines are told of what anybody may read, once for each language, and of nothing else.</summary>
public sealed class SitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Should_Tell_Robots_What_Everybody_May_Read()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var writer = (
            await product.RunAsync(alpha.Id, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@alpha.example"))
        )!;
        await product.RunAsAsync(
            alpha.Id,
            writer.Id,
            RoleNames.Admin,
            async p =>
            {
                var category = (await p.GetRequiredService<ICategoryAppService>().GetAllAsync())[0];
                await p.GetRequiredService<IArticleAppService>()
                    .CreateAsync(
                        new CreateArticleInput
                        {
                            CategoryId = category.Id,
                            Slug = "secret-draft",
                            Title = "Secret",
                            Language = "en",
                        }
                    );
            }
        );
        await using var server = await ServerProcess.StartAsync(settings);
        using var robot = server.Client("alpha.localhost");

        var map = XDocument.Parse(await robot.GetStringAsync("/sitemap.xml"));
        var addresses = map.Descendants(Map + "loc").Select(l => new Uri(l.Value)).ToList();
        addresses.ShouldAllBe(a => a.Authority == $"alpha.localhost:{server.Port}");
        addresses.Select(a => a.PathAndQuery).ShouldContain("/?lang=en");
        addresses.ShouldNotContain(a => a.AbsolutePath.Contains("secret-draft", StringComparison.Ordinal));
        var article = addresses.First(a => a.AbsolutePath.StartsWith("/kb/", StringComparison.Ordinal) && a.Segments.Length == 4);
        var page = WebUtility.HtmlDecode(await robot.GetStringAsync(article.PathAndQuery));
        page.ShouldContain($"<link rel=\"canonical\" href=\"{article}\"");
        page.ShouldContain("property=\"og:title\"");
        (await robot.GetStringAsync("/")).ShouldContain("rel=\"alternate\" hreflang=\"zh-CN\"");

        var robots = await robot.GetStringAsync("/robots.txt");
        robots.ShouldContain("Disallow: /requests/");
        robots.ShouldContain($"Sitemap: http://alpha.localhost:{server.Port}/sitemap.xml");
        using var host = server.Client();
        (await host.GetAsync("/sitemap.xml")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
