using System.IO.Compression;
using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Search;
using CustomerService.Knowledge.Transfer;
using CustomerService.TestBase;

namespace CustomerService.Knowledge.Tests;

public sealed class TransferTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Import_Real_Articles_And_Find_Them(DatabaseProvider provider)
    {
        Assert.SkipWhen(RepositoryPaths.SharedData is null, "The shared data folder (shared/data beside the checkout) is not here.");
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var folder = Path.Combine(RepositoryPaths.SharedData!, "kb");
        var files = Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories);
        var zip = Zip([.. files.Select(f => (Path.GetRelativePath(folder, f), File.ReadAllBytes(f)))]);

        var report = await ImportAsync(host, "kb.zip", zip);
        report.Problems.ShouldBeEmpty();
        report.Created.ShouldBe(files.Length);
        (await host.FindAsync(TestHost.TenantA, "1Panel 和宝塔有什么区别", "zh-Hans"))[0].ShouldContain("faq");
        (await host.FindAsync(TestHost.TenantA, "Chatwoot command line client"))[0].ShouldBe("cli");
        (await host.AsAdminAsync<ICategoryAppService, IReadOnlyList<CategoryDto>>(TestHost.TenantA, s => s.GetAllAsync())).Count.ShouldBe(
            3
        );

        (await ImportAsync(host, "kb.zip", zip)).Same.ShouldBe(files.Length);
    }

    [Theory]
    [InlineData(".zip")]
    [InlineData(".csv")]
    public async Task Should_Bring_Into_Another_Company_What_Was_Exported(string kind)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(
            TestHost.TenantA,
            category,
            "returns",
            "退货：怎么办？",
            "第一行，\"引号\"。\n\n- 一\n- 二",
            "zh-Hans"
        );
        await host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "zh-Hans",
                        Revision = 2,
                        Title = "退货：怎么办？",
                        Keywords = "退换，退",
                        SimilarQuestions = "能退吗\n不想要了",
                        Body = "第一行，\"引号\"。\n\n- 一\n- 二",
                    }
                )
        );
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "zh-Hans"));
        var exported = await host.AsAdminAsync<IKnowledgeTransferAppService, byte[]>(
            TestHost.TenantA,
            s => kind == ".zip" ? s.ExportMarkdownAsync() : s.ExportCsvAsync()
        );

        (await ImportAsync(host, "x" + kind, exported, TestHost.TenantB)).Created.ShouldBe(1);
        (await host.FindAsync(TestHost.TenantB, "不想要了", "zh-Hans")).ShouldBe(["returns"]);
        var row = (
            await host.AsAdminAsync<IArticleAppService, Framework.Application.PagedResult<ArticleRowDto>>(
                TestHost.TenantB,
                s => s.GetListAsync(new ArticleListInput())
            )
        ).Items.Single();
        var draft = (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantB, s => s.GetAsync(row.Id))).Drafts.Single();
        (draft.Language, draft.Title, draft.Keywords, draft.SimilarQuestions, draft.Body).ShouldBe(
            ("zh-Hans", "退货：怎么办？", "退换，退", "能退吗\n不想要了", "第一行，\"引号\"。\n\n- 一\n- 二")
        );
        (await ImportAsync(host, "x" + kind, exported)).Same.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Name_What_Cannot_Come_In_And_Take_The_Rest()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var zip = Zip(
            ("good.md", "# Zebra\n\nBody."u8.ToArray()),
            ("../../evil/zebra-two.md", "# Second zebra\n\nBody."u8.ToArray()),
            ("empty.md", "---\ntitle: T\n---\n"u8.ToArray()),
            ("binary.md", [0xFF, 0xFE, 0x00]),
            ("long.md", Encoding.UTF8.GetBytes(new string('x', KnowledgeLimits.Body + 1))),
            ("picture.png", [1, 2, 3])
        );
        var report = await ImportAsync(host, "a.zip", zip);
        report.Created.ShouldBe(2);
        report
            .Problems.Select(p => (p.Where, p.ErrorCode))
            .ShouldBe(
                [
                    ("binary.md", KnowledgeErrorCodes.ImportUnreadable),
                    ("empty.md", KnowledgeErrorCodes.ImportEmpty),
                    ("long.md", KnowledgeErrorCodes.ImportTooLong),
                ],
                ignoreOrder: true
            );
        (await host.FindAsync(TestHost.TenantA, "zebra")).Order().ShouldBe(["good", "zebra-two"]);

        foreach (
            var (name, content) in new[]
            {
                ("a.zip", "no archive"u8.ToArray()),
                ("a.csv", "a,b\n1,2\n"u8.ToArray()),
                ("a.exe", "x"u8.ToArray()),
            }
        )
        {
            (await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, name, content))).Code.ShouldBe(
                KnowledgeErrorCodes.ImportUnreadable,
                name
            );
        }
    }

    [Fact]
    public async Task Should_Not_Unpack_More_Than_An_Import_May_Have()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var bomb = Zip(("bomb.md", new byte[KnowledgeLimits.ImportBytes + 1]));
        bomb.Length.ShouldBeLessThan(KnowledgeLimits.ImportBytes / 100);
        (await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, "bomb.zip", bomb))).Code.ShouldBe(
            KnowledgeErrorCodes.ImportTooLarge
        );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Use_The_Companys_Own_Synonyms_From_The_Next_Question_On(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "one", "How to wash the zebra", "Body.");
        (await host.FindAsync(TestHost.TenantA, "stripy horse")).ShouldBeEmpty();

        await host.AsAdminAsync<ISynonymAppService>(
            TestHost.TenantA,
            s => s.SetAsync(new SetSynonymsInput { Groups = ["zebra, stripy horse, 斑马"] })
        );
        (await host.FindAsync(TestHost.TenantA, "stripy horse")).ShouldBe(["one"]);
        (await host.FindAsync(TestHost.TenantA, "斑马")).ShouldBe(["one"]);
        (await host.FindAsync(TestHost.TenantB, "stripy horse")).ShouldBeEmpty();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.AsAdminAsync<ISynonymAppService>(TestHost.TenantA, s => s.SetAsync(new SetSynonymsInput { Groups = ["alone"] }))
            )
        ).Code.ShouldBe(KnowledgeErrorCodes.SynonymsTooFew);
    }

    private static Task<ImportReportDto> ImportAsync(TestHost host, string name, byte[] content, Guid? tenant = null) =>
        host.AsAdminAsync<IKnowledgeTransferAppService, ImportReportDto>(
            tenant ?? TestHost.TenantA,
            s => s.ImportAsync(new ImportInput { FileName = name, Publish = true }, new MemoryStream(content))
        );

    private static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true))
        {
            foreach (var (path, bytes) in files)
            {
                using var stream = archive.CreateEntry(path).Open();
                stream.Write(bytes);
            }
        }

        return content.ToArray();
    }
}
