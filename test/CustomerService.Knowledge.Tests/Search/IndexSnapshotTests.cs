using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CustomerService.Knowledge.Tests.Search;

/// <summary>A large index is there again after a start, and never says what is not so any more.</summary>
public sealed class IndexSnapshotTests
{
    private const int Articles = 1_100;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Answer_After_A_Start_From_The_File_With_What_Has_Changed_Since(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var ids = await FillAsync(host, TestHost.TenantA);
        var first = Start(host);
        (await FindAsync(host, first, "zebra 17")).First().ShouldBe(ids[17]);
        await first.SettleAsync();

        // Behind the index's back, so that the answer tells where it came from.
        await RenameAsync(host, ids[17], "Okapi");
        var second = Start(host);
        (await FindAsync(host, second, "okapi")).ShouldBeEmpty();
        (await FindAsync(host, second, "zebra 17")).ShouldBe(await FindAsync(host, first, "zebra 17"));

        await MarkAsync(host, ids[17]);
        (await FindAsync(host, second, "okapi")).ShouldBe([ids[17]]);
        (await FindAsync(host, Start(host), "okapi")).ShouldBe([ids[17]]);
    }

    [Fact]
    public async Task Should_Not_Believe_A_File_Of_A_Day_That_The_Database_Has_Forgotten()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var ids = await FillAsync(host, TestHost.TenantA);
        var first = Start(host);
        await FindAsync(host, first, "zebra");
        await first.SettleAsync();

        // The database was put back, and has counted to the same number since.
        await RenameAsync(host, ids[17], "Okapi");
        await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                await db.Set<IndexedArticle>()
                    .Where(i => i.ArticleId == ids[17])
                    .ExecuteUpdateAsync(s => s.SetProperty(i => i.MarkedAt, host.Time.Now.AddHours(1)));
                await db.Set<IndexedArticle>().Where(i => i.ArticleId == ids[18]).ExecuteDeleteAsync();
            }
        );
        var second = Start(host);
        (await FindAsync(host, second, "okapi")).ShouldBe([ids[17]]);
        (await FindAsync(host, second, "zebra 18")).ShouldNotContain(ids[18]);
    }

    [Fact]
    public async Task Should_Read_The_Articles_Where_The_File_Is_Damaged_Or_Somebody_Elses()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var ids = await FillAsync(host, TestHost.TenantA);
        var first = Start(host);
        await FindAsync(host, first, "zebra");
        await first.SettleAsync();
        var folder = Path.Combine(host.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory, "blobs");
        var file = Directory
            .GetFiles(Path.Combine(folder, TestHost.TenantA.ToString("N"), "knowledge-index"), "*", SearchOption.AllDirectories)
            .Single();
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var copy = file.Replace(TestHost.TenantA.ToString("N"), TestHost.TenantB.ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
        (await LoadAsync(host, TestHost.TenantA)).ShouldNotBeNull().Alive.ShouldBe(Articles);
        (await LoadAsync(host, TestHost.TenantB)).ShouldBeNull();

        foreach (var length in new[] { 0, 5, 40, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(file, whole[..length], TestContext.Current.CancellationToken);
            (await LoadAsync(host, TestHost.TenantA)).ShouldBeNull($"{length} bytes");
        }

        var second = Start(host);
        (await FindAsync(host, second, "zebra 17")).First().ShouldBe(ids[17]);

        // It writes the file anew, and its folder goes with the host.
        await second.SettleAsync();
    }

    private static Task<IReadOnlyList<Guid>> FillAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            async sp =>
            {
                var knowledge = sp.GetRequiredService<IKnowledgeIntegrationService>();
                var category = await knowledge.EnsureCategoryAsync("all", "en", "All");
                return await knowledge.AddPublishedAsync(
                    category,
                    "en",
                    [.. Enumerable.Range(0, Articles).Select(n => new NewArticle($"Zebra {n}", "Stripes and 斑马.", [$"horse {n}"]))]
                );
            }
        );

    /// <summary>As on a node that has just started.</summary>
    private static KnowledgeIndexes Start(TestHost host) =>
        new(
            host.Services.GetRequiredService<TenantScope>(),
            host.Services.GetRequiredService<ICurrentTenant>(),
            host.Services.GetRequiredService<IndexSnapshots>(),
            NullLogger<KnowledgeIndexes>.Instance
        );

    private static Task<IReadOnlyList<Guid>> FindAsync(TestHost host, KnowledgeIndexes indexes, string query) =>
        host.RunAsync(
            TestHost.TenantA,
            sp =>
                indexes.ReadAsync(
                    sp.GetRequiredService<CustomerServiceDbContext>(),
                    index =>
                        new Scorer(
                            index,
                            new QueryPlanner(index, SynonymSet.BuiltIn).Plan(query, false),
                            Audience.Anonymous(),
                            "en",
                            host.Time.Now
                        ).Rank(),
                    TestContext.Current.CancellationToken
                )
        );

    private static Task<KnowledgeIndex?> LoadAsync(TestHost host, Guid tenant) =>
        host.RunAsync(tenant, sp => sp.GetRequiredService<IndexSnapshots>().LoadAsync(TestContext.Current.CancellationToken));

    private static Task RenameAsync(TestHost host, Guid id, string title) =>
        host.RunAsync(
            TestHost.TenantA,
            sp =>
                sp.GetRequiredService<CustomerServiceDbContext>()
                    .Set<ArticleTranslation>()
                    .Where(t => t.ArticleId == id)
                    .ExecuteUpdateAsync(s => s.SetProperty(t => t.PublishedTitle, title))
        );

    private static Task MarkAsync(TestHost host, Guid id) =>
        host.RunAsync(TestHost.TenantA, sp => sp.GetRequiredService<SearchIndex>().MarkAsync(id, default));
}
