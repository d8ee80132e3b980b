using System.Text;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Files;
using CustomerService.Tenants.Plans;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Files;

/// <summary>Pictures and files in articles: what they may be, who opens them, when they go.</summary>
public sealed class FileTests
{
    private static readonly byte[] Png = [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_A_Picture_To_Whom_The_Article_Is_Shown_And_Only_Once_It_Is_Published(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "Body.");
        var file = await AddAsync(host, id, "C:\\pics\\My zebra (1).PNG", "image/png", Png);
        file.Markdown.ShouldBe($"![My-zebra-1](/kb-files/{file.Id:N}/My-zebra-1.png)");
        (await ByVisitorAsync(host, file.Id)).ShouldBeNull("not in a published text");
        (await ByStaffAsync(host, file.Id)).ShouldNotBeNull();

        await SaveAsync(host, id, 2, $"Body.\n\n{file.Markdown}");
        (await ByVisitorAsync(host, file.Id)).ShouldBeNull("a draft");
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "en"));
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("one")))!.Html.ShouldContain(
            $"<img src=\"/kb-files/{file.Id:N}/My-zebra-1.png\""
        );
        (await ByVisitorAsync(host, file.Id)).ShouldBe(("My-zebra-1.png", "image/png", true, true));
        (await ByVisitorAsync(host, file.Id, TestHost.TenantB)).ShouldBeNull("another company");

        await ShowToAsync(ArticleVisibility.SignedIn);
        (await ByVisitorAsync(host, file.Id)).ShouldBeNull("a stranger");
        (await ByCustomerAsync(host, file.Id)).ShouldBe(("My-zebra-1.png", "image/png", true, false));
        await ShowToAsync(ArticleVisibility.Internal);
        (await ByCustomerAsync(host, file.Id)).ShouldBeNull("a customer");
        (await ByStaffAsync(host, file.Id)).ShouldNotBeNull();
        await ShowToAsync(ArticleVisibility.Public);
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.WithdrawAsync(id, "en"));
        (await ByVisitorAsync(host, file.Id)).ShouldBeNull("withdrawn");

        Task ShowToAsync(ArticleVisibility visibility) =>
            host.AsAdminAsync<IArticleAppService>(
                TestHost.TenantA,
                s =>
                    s.UpdateAsync(
                        id,
                        new UpdateArticleInput
                        {
                            CategoryId = category,
                            Slug = "one",
                            Visibility = visibility,
                        }
                    )
            );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_Files_Of_Articles_Into_The_Plans_Room_And_Give_It_Back_With_The_Article(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "one", "Zebra", "Body.");
        var large = new byte[1024 * 1024];
        Png.CopyTo(large, 0);
        await AddAsync(host, id, "one.png", "image/png", large);
        (await StoredAsync()).ShouldBe(1);

        ((TestFeatures)host.Services.GetRequiredService<IFeatureChecker>()).Limits[TenantFeatures.StorageMegabytes.Name] = 1;
        (await Should.ThrowAsync<BusinessException>(() => AddAsync(host, id, "two.png", "image/png", Png))).Code.ShouldBe(
            KnowledgeErrorCodes.StorageUsedUp
        );
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.DeleteAsync(id));
        (await StoredAsync()).ShouldBe(0);

        Task<long> StoredAsync() =>
            host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<IUsageMeter>().CountAsync(TenantFeatures.StorageMegabytes));
    }

    [Theory]
    [InlineData("page.html", "text/html", "<p>hello", KnowledgeErrorCodes.FileNotAllowed)]
    [InlineData("drawing.svg", "image/svg+xml", "<svg/>", KnowledgeErrorCodes.FileNotAllowed)]
    [InlineData("picture.png", "image/png", "<script>alert(1)</script>", KnowledgeErrorCodes.FileNotWhatItSays)]
    [InlineData("picture.png", "image/png", "", KnowledgeErrorCodes.FileNotWhatItSays)]
    [InlineData("notes.txt", "text/html", "hello", KnowledgeErrorCodes.FileNotWhatItSays)]
    [InlineData("program.exe", "application/octet-stream", "MZ", KnowledgeErrorCodes.FileNotAllowed)]
    public async Task Should_Refuse_What_Runs_Or_Is_Not_What_It_Says(string name, string type, string content, string code)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "one", "Zebra", "Body.");
        (await Should.ThrowAsync<BusinessException>(() => AddAsync(host, id, name, type, Encoding.UTF8.GetBytes(content)))).Code.ShouldBe(
            code
        );
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AddAsync(host, id, "big.png", "image/png", [.. Png, .. new byte[KnowledgeLimits.FileBytes]])
            )
        ).Code.ShouldBe(KnowledgeErrorCodes.FileTooLarge);
        (await Should.ThrowAsync<BusinessException>(() => AddAsync(host, Guid.CreateVersion7(), "a.png", "image/png", Png))).Code.ShouldBe(
            KnowledgeErrorCodes.ArticleNotFound
        );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Throw_Away_What_No_Version_Shows_And_Keep_The_Rest(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "Body.");
        var other = await host.ArticleAsync(TestHost.TenantA, category, "two", "Okapi", "Body.");
        var (unused, old, copied, lost) = (await AddPngAsync(id), await AddPngAsync(id), await AddPngAsync(id), await AddPngAsync(other));
        await SaveAsync(host, id, 2, old.Markdown);
        await SaveAsync(host, id, 3, "Without it again.");
        await SaveAsync(host, other, 2, copied.Markdown + lost.Markdown);
        await CleanAsync();
        (await LeftAsync()).ShouldBe([unused.Id, old.Id, copied.Id, lost.Id], ignoreOrder: true);

        // Files carry the clock of the machine, which the time of a test is far behind.
        host.Time.Advance(TimeSpan.FromDays(2_000));
        await CleanAsync();
        (await LeftAsync()).ShouldBe([old.Id, copied.Id, lost.Id], ignoreOrder: true);
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.DeleteAsync(other));
        await CleanAsync();
        (await LeftAsync()).ShouldBe([old.Id]);

        Task<ArticleFileDto> AddPngAsync(Guid article) => AddAsync(host, article, "a.png", "image/png", Png);

        Task CleanAsync() =>
            host
                .Services.CreateScope()
                .ServiceProvider.GetServices<Framework.BackgroundJobs.HangfireBackgroundWorkerBase>()
                .Single(w => w.RecurringJobId == "knowledge.cleanup")
                .DoWorkAsync(TestContext.Current.CancellationToken);

        Task<List<Guid>> LeftAsync() =>
            host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    var blobs = await sp.GetRequiredService<IBlobContainer<KnowledgeFile>>()
                        .ListOlderThanAsync(DateTime.MaxValue)
                        .ToListAsync();
                    (await sp.GetRequiredService<CustomerServiceDbContext>().Set<KnowledgeFile>().Select(f => f.Id).ToListAsync()).ShouldBe(
                        blobs,
                        ignoreOrder: true
                    );
                    return blobs;
                }
            );
    }

    private static Task<ArticleFileDto> AddAsync(TestHost host, Guid articleId, string name, string type, byte[] content) =>
        host.AsAdminAsync<IArticleFileAppService, ArticleFileDto>(
            TestHost.TenantA,
            s =>
                s.AddAsync(
                    articleId,
                    new AddFileInput
                    {
                        FileName = name,
                        ContentType = type,
                        Content = new MemoryStream(content),
                    }
                )
        );

    private static Task SaveAsync(TestHost host, Guid id, int revision, string body) =>
        host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "en",
                        Revision = revision,
                        Title = "Zebra",
                        Body = body,
                    }
                )
        );

    private static Task<(string, string, bool, bool)?> ByVisitorAsync(TestHost host, Guid id, Guid? tenant = null) =>
        host.RunAsync(tenant ?? TestHost.TenantA, sp => OpenAsync(sp, id));

    private static Task<(string, string, bool, bool)?> ByStaffAsync(TestHost host, Guid id) =>
        host.RunAsAsync(TestHost.TenantA, Guid.CreateVersion7(), "agent", sp => OpenAsync(sp, id));

    private static async Task<(string, string, bool, bool)?> ByCustomerAsync(TestHost host, Guid id)
    {
        var customer = await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync("c@x.example", "C", "en")
        );
        return await host.RunAsAsync(TestHost.TenantA, customer.Id, "customer", sp => OpenAsync(sp, id));
    }

    private static async Task<(string FileName, string ContentType, bool IsPicture, bool IsPublic)?> OpenAsync(
        IServiceProvider provider,
        Guid id
    )
    {
        if (await provider.GetRequiredService<IArticleFileAppService>().FindAsync(id) is not { } file)
        {
            return null;
        }

        await using var content = file.Content;
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept);
        kept.ToArray().ShouldBe(Png);
        return (file.FileName, file.ContentType, file.IsPicture, file.IsPublic);
    }
}
