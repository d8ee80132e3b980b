using System.Diagnostics;
using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>An article is written in one process and read in another over the same PostgreSQL.</summary>
public sealed class KnowledgeNodesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Should_Show_A_Changed_Article_On_The_Other_Node_Within_A_Second()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        await using var here = await Product.OpenAsync(settings);
        var tenant = await here.CreateTenantAsync("nodes");
        var writer = await here.RunAsync(
            tenant.Id,
            p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@nodes.example")
        );
        await using var there = await ServerProcess.StartAsync(settings);
        using var visitor = there.Client("nodes.localhost");

        var id = await AsWriterAsync(
            async (articles, categories) =>
            {
                var category = (await categories.GetAllAsync())[0];
                return await articles.CreateAsync(
                    new CreateArticleInput
                    {
                        CategoryId = category.Id,
                        Slug = "okapi-care",
                        Title = "Okapi care",
                        Language = "en",
                    }
                );
            }
        );
        await PublishAsync(1, "Okapis like leaves.");
        var path = (await visitor.GetStringAsync(new Uri("/search?q=okapi", UriKind.Relative))).ShouldContainPath("okapi-care");
        await UntilAsync(path, "Okapis like leaves.");
        await visitor.GetStringAsync(path);

        await PublishAsync(2, "Okapis like xylophones.");
        await UntilAsync(new Uri("/search?q=xylophones", UriKind.Relative), "okapi-care");
        await UntilAsync(path, "Okapis like xylophones.");

        await AsWriterAsync(
            async (articles, _) =>
            {
                await articles.WithdrawAsync(id, "en");
                return id;
            }
        );
        (await visitor.GetStringAsync(new Uri("/search?q=xylophones", UriKind.Relative))).ShouldNotContain("okapi-care");

        Task PublishAsync(int revision, string body) =>
            AsWriterAsync(
                async (articles, _) =>
                {
                    await articles.SaveDraftAsync(
                        id,
                        new SaveDraftInput
                        {
                            Language = "en",
                            Revision = revision,
                            Title = "Okapi care",
                            Body = body,
                        }
                    );
                    await articles.PublishAsync(id, "en");
                    return id;
                }
            );

        Task<Guid> AsWriterAsync(Func<IArticleAppService, ICategoryAppService, Task<Guid>> work) =>
            here.RunAsync(
                tenant.Id,
                p =>
                {
                    var identity = new ClaimsIdentity(
                        [new Claim(ClaimTypes.NameIdentifier, writer!.Id.ToString()), new Claim(ClaimTypes.Role, RoleNames.Admin)],
                        "test"
                    );
                    using var principal = p.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
                    return work(p.GetRequiredService<IArticleAppService>(), p.GetRequiredService<ICategoryAppService>());
                }
            );

        async Task UntilAsync(Uri page, string words)
        {
            var watch = Stopwatch.StartNew();
            while (!(await visitor.GetStringAsync(page)).Contains(words, StringComparison.Ordinal))
            {
                watch.Elapsed.ShouldBeLessThan(Soon, $"{page} does not say '{words}'");
                await Task.Delay(20);
            }
        }
    }
}

internal static class PageExtensions
{
    /// <summary>The address of an article that a page links to.</summary>
    public static Uri ShouldContainPath(this string page, string slug)
    {
        var end = page.IndexOf($"/{slug}\"", StringComparison.Ordinal);
        end.ShouldBeGreaterThan(0, page);
        return new Uri(page[page.LastIndexOf('"', end)..(end + slug.Length + 1)].Trim('"'), UriKind.Relative);
    }
}
