using System.Text.Json;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Search;

/// <summary>
/// Real questions against real answers. The data is not part of the product; where the folder is absent the test says
/// so.
/// </summary>
public sealed class RankingTests(ITestOutputHelper output)
{
    private const int MaxQueries = 150;

    [Theory]
    [InlineData("retrieval-zh/cmrc2018_kb.jsonl", "retrieval-zh/cmrc2018_queries.tsv", "zh-Hans", 0.97, 0.98)]
    [InlineData("retrieval-en/stackfaq_kb.jsonl", "retrieval-en/stackfaq_queries.tsv", "en", 0.80, 0.92)]
    public async Task Should_Put_The_Right_Answer_First_Mostly(
        string knowledge,
        string queries,
        string language,
        double hitAt1,
        double hitAt3
    )
    {
        var folder = RepositoryPaths.SharedData;
        Assert.SkipWhen(folder is null, "The shared data folder (shared/data beside the checkout) is not here.");
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var ids = await LoadAsync(host, File.ReadLines(Path.Combine(folder!, knowledge)), language);
        var asked = File.ReadLines(Path.Combine(folder!, queries)).Select(l => l.Split('\t')).Where(p => p.Length >= 2).ToList();
        var step = Math.Max(1, asked.Count / MaxQueries);
        var ranks = new List<int>();
        foreach (var pair in asked.Where((_, i) => i % step == 0))
        {
            var query = pair[0].Length > KnowledgeLimits.Query ? pair[0][..KnowledgeLimits.Query] : pair[0];
            var found = await host.AsVisitorAsync(TestHost.TenantA, s => s.SearchAsync(new SearchInput { Query = query }), language);
            ranks.Add(found.Hits.Select(h => ids[h.ArticleId]).ToList().IndexOf(pair[1]));
        }

        var (first, third) = (ranks.Count(r => r == 0) / (double)ranks.Count, ranks.Count(r => r is >= 0 and < 3) / (double)ranks.Count);
        output.WriteLine($"{Path.GetFileName(queries)}: {ranks.Count} questions, hit@1 {first:P1}, hit@3 {third:P1}");
        first.ShouldBeGreaterThanOrEqualTo(hitAt1);
        third.ShouldBeGreaterThanOrEqualTo(hitAt3);
    }

    private static async Task<Dictionary<Guid, string>> LoadAsync(TestHost host, IEnumerable<string> lines, string language)
    {
        var articles = lines
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(json =>
                (
                    Id: json.GetProperty("id").ToString(),
                    Article: new NewArticle(
                        json.TryGetProperty("question", out var question) ? question.GetString()! : json.GetProperty("title").GetString()!,
                        json.TryGetProperty("text", out var text)
                            ? text.GetString()!
                            : string.Join("\n\n", json.GetProperty("answers").EnumerateArray().Select(a => a.GetString())),
                        []
                    )
                )
            )
            .ToList();
        var ids = await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var knowledge = sp.GetRequiredService<IKnowledgeIntegrationService>();
                return await knowledge.AddPublishedAsync(
                    await knowledge.EnsureCategoryAsync("all", language, "All"),
                    language,
                    [.. articles.Select(a => a.Article)]
                );
            }
        );
        return ids.Zip(articles).ToDictionary(p => p.First, p => p.Second.Id);
    }
}
