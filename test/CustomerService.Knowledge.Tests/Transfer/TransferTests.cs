using System.IO.Compression;
using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Files;
using CustomerService.Knowledge.Search;
using CustomerService.Knowledge.Transfer;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Transfer;

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
        report.Problems.ShouldAllBe(p => p.ErrorCode == KnowledgeErrorCodes.ImportPictureMissing, "their pictures are not in this folder");
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
        var exported = await (
            kind == ".zip"
                ? host.ExportAsync(TestHost.TenantA)
                : host.AsAdminAsync<IKnowledgeTransferAppService, byte[]>(TestHost.TenantA, s => s.ExportCsvAsync())
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
            (await FailureAsync(host, name, content)).ShouldBe(KnowledgeErrorCodes.ImportUnreadable, name);
        }
    }

    [Fact]
    public async Task Should_Make_A_Category_Of_Each_Folder_Whatever_Its_Script()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        (string Path, byte[] Content)[] files =
        [
            ("退款说明/a.md", "---\ntitle: 怎么退款\n---\n正文一"u8.ToArray()),
            ("物流指南/b.md", "---\ntitle: 怎么查物流\n---\n正文二"u8.ToArray()),
            ("退款 A/c.md", "# 丙\n\n正文三"u8.ToArray()),
            ("物流 A/d.md", "# 丁\n\n正文四"u8.ToArray()),
            ("IT/e.md", "# Five\n\nText five"u8.ToArray()),
            ("HR/f.md", "# Six\n\nText six"u8.ToArray()),
        ];
        (await ImportAsync(host, "a.zip", Zip(files))).Problems.ShouldBeEmpty();
        var gbk = Zip(
            TextEncodings.Gb18030,
            [.. files.Select(f => (f.Path.Replace('/', '\\'), TextEncodings.Gb18030.GetBytes(Encoding.UTF8.GetString(f.Content))))]
        );
        (await ImportAsync(host, "b.zip", gbk)).Same.ShouldBe(files.Length, "the same, as another system packs it");
        (await host.AsAdminAsync<ICategoryAppService, IReadOnlyList<CategoryDto>>(TestHost.TenantA, s => s.GetAllAsync()))
            .SelectMany(c => c.Texts.Select(t => t.Name))
            .Order(StringComparer.Ordinal)
            .ShouldBe(new[] { "退款说明", "物流指南", "退款 A", "物流 A", "IT", "HR" }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_Read_Front_Matter_As_Yaml_And_Keep_Drafts_Drafts()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var report = await ImportAsync(
            host,
            "g.zip",
            Zip(
                ("g/folded.md", "---\ntitle: >-\n  Folded title\nsimilar_questions: [q1, q2]\n---\n![x](images/a.png)\n"u8.ToArray()),
                ("g/images/a.png", Png),
                ("g/unready.md", "---\ntitle: Not ready\ndraft: true\n---\nsecret\n"u8.ToArray()),
                ("g/unpublished.md", "---\ntitle: 'Not: this'\npublished: no\n---\nsecret\n"u8.ToArray()),
                ("g/broken.md", "---\ntitle: a: b\n---\ntext\n"u8.ToArray()),
                ("g/twice.md", "---\ntitle: a\ntitle: b\n---\ntext\n"u8.ToArray()),
                ("g/deep.md", Encoding.UTF8.GetBytes($"---\na: {new string('[', 100_000)}\n---\ntext\n")),
                ("g/rule.md", "---\njust a rule\n---\ntext\n"u8.ToArray())
            )
        );
        (report.Created, report.Problems.Select(p => p.Where).Order()).ShouldSatisfyAllConditions(
            r => r.Created.ShouldBe(4),
            r => r.Item2.ShouldBe(["g/broken.md", "g/deep.md", "g/twice.md"])
        );
        report.Problems.ShouldAllBe(p => p.ErrorCode == KnowledgeErrorCodes.ImportFrontMatter);
        var drafts = await DraftsAsync(host, TestHost.TenantA);
        (drafts["folded"].Title, drafts["folded"].SimilarQuestions, drafts["folded"].IsPublished).ShouldBe(
            ("Folded title", "q1\nq2", true)
        );
        drafts["folded"].Body.ShouldContain("![x](/kb-files/");
        (drafts["unready"].IsPublished, drafts["unpublished"].IsPublished, drafts["unpublished"].Title).ShouldBe(
            (false, false, "Not: this")
        );
        drafts["rule"].Body.ShouldBe("---\njust a rule\n---\ntext");
    }

    [Theory]
    [InlineData("---\ntitle: Same\n---\n# Same\n\ntext", "Same", "text")]
    [InlineData("---\ntitle: Same\n---\nSame\n====\n\ntext", "Same", "text")]
    [InlineData("---\ntitle: Same words\n---\n# **Same** words #\n\ntext", "Same words", "text")]
    [InlineData("---\ntitle: One\n---\n# Another\n\ntext", "One", "# Another\n\ntext")]
    [InlineData("# Only\n\ntext", "Only", "text")]
    [InlineData("---\ntitle: \"Colon: in quotes\"\ncategory: ~\n---\ntext", "Colon: in quotes", "text")]
    [InlineData("---\r\ntitle: |\r\n  One\r\n  ---\r\n---\r\ntext", "One ---", "text")]
    public void Should_Not_Show_A_Title_Twice(string file, string title, string body)
    {
        var read = ArticleFile.Read("x/name.md", file);
        (read.Title, read.Body).ShouldBe((title, body));
        var again = ArticleFile.Read("x/name.md", read.Write());
        (again.Title, again.Body, again.Category).ShouldBe((title, body, "x"));
    }

    [Fact]
    public async Task Should_Bring_In_Pictures_Once_And_Take_Them_Out_Again()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        const string Text =
            "# Pictures\n\n![a](../images/%E5%9B%BE.png \"t\") ![again](/images/图.png) [leaflet](leaf.pdf) ![r][1] "
            + "`![code](../images/图.png)`\n\n"
            + "![gone](gone.png) ![no](bad.png) ![web](https://example.com/x.png) [other](other.md)\n\n[1]: <../images/图.png>\n";
        (string, byte[])[] files =
        [
            ("docs/pictures.md", Encoding.UTF8.GetBytes(Text)),
            ("images/图.png", Png),
            ("docs/leaf.pdf", "%PDF-1.7"u8.ToArray()),
            ("docs/bad.png", "<svg/>"u8.ToArray()),
            ("docs/other.md", "# Other\n\ntext"u8.ToArray()),
        ];
        var report = await ImportAsync(host, "a.zip", Zip(files));
        report.Created.ShouldBe(2);
        report.Problems.Select(p => p.Where).Order().ShouldBe(["docs/pictures.md: bad.png", "docs/pictures.md: gone.png"]);
        (await ImportAsync(host, "a.zip", Zip(files))).Same.ShouldBe(2);

        var body = (await DraftsAsync(host, TestHost.TenantA))["pictures"].Body;
        body.ShouldContain("`![code](../images/图.png)`");
        body.ShouldContain("![web](https://example.com/x.png) [other](other.md)");
        System.Text.RegularExpressions.Regex.Count(body, "/kb-files/[0-9a-f]{32}/").ShouldBe(4);

        var exported = await host.ExportAsync(TestHost.TenantA);
        (await ImportAsync(host, "b.zip", exported)).Same.ShouldBe(2, "what was exported is the same");
        var elsewhere = await ImportAsync(host, "b.zip", exported, TestHost.TenantB);
        elsewhere.Created.ShouldBe(2);
        elsewhere.Problems.Select(p => p.Where[(p.Where.IndexOf(':') + 2)..]).Order().ShouldBe(["bad.png", "gone.png"]);
        (
            await host.RunAsync(TestHost.TenantB, s => s.GetRequiredService<CustomerServiceDbContext>().Set<KnowledgeFile>().CountAsync())
        ).ShouldBe(2);
    }

    [Fact]
    public async Task Should_Not_Be_Led_Out_Of_The_Archive()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var report = await ImportAsync(
            host,
            "a.zip",
            Zip(
                ("C:\\evil\\..\\..\\up.md", "# Up\n\n![x](../../../../etc/passwd.png) ![y](file:///etc/passwd.png)"u8.ToArray()),
                ("/abs/one.md", "# One\n\ntext"u8.ToArray())
            )
        );
        report.Created.ShouldBe(2);
        report.Problems.ShouldHaveSingleItem().ErrorCode.ShouldBe(KnowledgeErrorCodes.ImportPictureMissing);
    }

    [Fact]
    public async Task Should_Not_Unpack_More_Than_An_Import_May_Have()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var bomb = Zip(("bomb.md", new byte[KnowledgeLimits.ImportBytes + 1]));
        bomb.Length.ShouldBeLessThan(KnowledgeLimits.ImportBytes / 100);
        (await FailureAsync(host, "bomb.zip", bomb)).ShouldBe(KnowledgeErrorCodes.ImportTooLarge);
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
        host.ImportAsync(tenant ?? TestHost.TenantA, name, content);

    /// <returns>The code of the sentence that says why.</returns>
    private static async Task<string> FailureAsync(TestHost host, string name, byte[] content)
    {
        await host.AsAdminAsync<IKnowledgeTransferAppService, Guid>(
            TestHost.TenantA,
            s => s.BeginImportAsync(new ImportInput { FileName = name }, new MemoryStream(content))
        );
        await host.Jobs.RunAsync();
        return await host.RunAsync(
            TestHost.TenantA,
            async sp =>
                await sp.GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<string>($"""select "ErrorCode" as "Value" from "Operations" order by "Id" desc limit 1""")
                    .SingleAsync()
        );
    }

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static async Task<Dictionary<string, (string Title, string Body, string SimilarQuestions, bool IsPublished)>> DraftsAsync(
        TestHost host,
        Guid tenant
    ) =>
        await host.RunAsync(
            tenant,
            async s =>
                (
                    await s.GetRequiredService<CustomerServiceDbContext>().Set<Article>().Include(a => a.Translations).ToListAsync()
                ).ToDictionary(a => a.Slug, a => a.Translations.Select(t => (t.Title, t.Body, t.SimilarQuestions, t.IsPublished)).Single())
        );

    private static byte[] Zip(params (string Path, byte[] Content)[] files) => Zip(null, files);

    /// <param name="names">An encoding that the archive does not name, as old packers write it.</param>
    private static byte[] Zip(Encoding? names, params (string Path, byte[] Content)[] files)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true, names))
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
