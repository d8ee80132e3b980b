using System.Net;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Files;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>Pictures of articles over HTTP: what a browser is told about them, and what strangers and other companies get.</summary>
public sealed class ArticleFileTests
{
    private static readonly byte[] Png = [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task Should_Serve_Pictures_Of_Published_Articles_To_Their_Readers_Only()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await product.CreateTenantAsync("beta");
        var writer = (
            await product.RunAsync(alpha.Id, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@alpha.example"))
        )!;
        var (open, secret) = ("", "");
        await product.RunAsAsync(
            alpha.Id,
            writer.Id,
            RoleNames.Admin,
            async p => open = await AddAsync(p, "open", ArticleVisibility.Public)
        );
        await product.RunAsAsync(
            alpha.Id,
            writer.Id,
            RoleNames.Admin,
            async p => secret = await AddAsync(p, "secret", ArticleVisibility.Internal)
        );
        await using var server = await ServerProcess.StartAsync(settings);
        using var visitor = server.Client("alpha.localhost");
        using var neighbour = server.Client("beta.localhost");

        using var shown = await visitor.GetAsync(open);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        shown.Content.Headers.ContentDisposition.ShouldBeNull();
        shown.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        shown.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        shown.Headers.CacheControl!.Public.ShouldBeTrue();
        (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(Png);
        using var again = new HttpRequestMessage(HttpMethod.Get, open);
        again.Headers.IfNoneMatch.Add(shown.Headers.ETag!);
        (await visitor.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        (await visitor.GetAsync(secret)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.GetAsync(open)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Png), "file", "a.png" } };
        using var stranger = server.Client("alpha.localhost", followRedirects: false);
        (await stranger.PostAsync($"/admin/kb/{Guid.CreateVersion7()}/files", form)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<string> AddAsync(IServiceProvider provider, string slug, ArticleVisibility visibility)
    {
        var category = (await provider.GetRequiredService<ICategoryAppService>().GetAllAsync())[0];
        var articles = provider.GetRequiredService<IArticleAppService>();
        var id = await articles.CreateAsync(
            new CreateArticleInput
            {
                CategoryId = category.Id,
                Slug = slug,
                Title = slug,
                Language = "en",
                Visibility = visibility,
            }
        );
        var file = await provider
            .GetRequiredService<IArticleFileAppService>()
            .AddAsync(
                id,
                new AddFileInput
                {
                    FileName = "a.png",
                    ContentType = "image/png",
                    Content = new MemoryStream(Png),
                }
            );
        await articles.SaveDraftAsync(
            id,
            new SaveDraftInput
            {
                Language = "en",
                Revision = 1,
                Title = slug,
                Body = file.Markdown,
            }
        );
        await articles.PublishAsync(id, "en");
        return file.Url;
    }
}
