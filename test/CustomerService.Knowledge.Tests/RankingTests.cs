using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests;

/// <summary>Real questions against real answers. The data is not part of the product; where the folder is absent the test says so.</summary>
public sealed class RankingTests(ITestOutputHelper output)
{
    private const int MaxQueries = 150;

    [Theory]
    [InlineData("retrieval-zh/cmrc2018_kb.jsonl", "retrieval-zh/cmrc2018_queries.tsv", "zh-Hans", 0.90, 0.95)]
    [InlineData("retrieval-en/stackfaq_kb.jsonl", "retrieval-en/stackfaq_queries.tsv", "en", 0.70, 0.85)]
    public async Task Should_Put_The_Right_Answer_First_Mostly(string knowledge, string queries, string language, double hitAt1, double hitAt3)
    {
        var folder = FindSharedData();
        Assert.SkipWhen(folder is null, "The shared data folder (shared/data beside the checkout) is not here.");
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        await LoadAsync(host, File.ReadLines(Path.Combine(folder!, knowledge)), language);
        var asked = File.ReadLines(Path.Combine(folder!, queries)).Select(l => l.Split('\t')).Where(p => p.Length >= 2).ToList();
        var step = Math.Max(1, asked.Count / MaxQueries);
        var ranks = new List<int>();
        foreach (var pair in asked.Where((_, i) => i % step == 0))
        {
            var found = await host.FindAsync(TestHost.TenantA, pair[0].Length > KnowledgeLimits.Query ? pair[0][..KnowledgeLimits.Query] : pair[0], language);
            ranks.Add(found.ToList().IndexOf(SlugOf(pair[1])));
        }

        var (first, third) = (ranks.Count(r => r == 0) / (double)ranks.Count, ranks.Count(r => r is >= 0 and < 3) / (double)ranks.Count);
        output.WriteLine($"{Path.GetFileName(queries)}: {ranks.Count} questions, hit@1 {first:P1}, hit@3 {third:P1}");
        first.ShouldBeGreaterThanOrEqualTo(hitAt1);
        third.ShouldBeGreaterThanOrEqualTo(hitAt3);
    }

    private static Task LoadAsync(TestHost host, IEnumerable<string> lines, string language) => host.RunAsync(TestHost.TenantA, sp =>
    {
        var db = sp.GetRequiredService<CustomerServiceDbContext>();
        var index = sp.GetRequiredService<SearchIndex>();
        var category = new Category("all", "book", null, 0);
        db.Add(category);
        foreach (var line in lines)
        {
            var json = JsonDocument.Parse(line).RootElement;
            var body = json.TryGetProperty("text", out var text) ? text.GetString()! : string.Join("\n\n", json.GetProperty("answers").EnumerateArray().Select(a => a.GetString()));
            var title = json.TryGetProperty("question", out var question) ? question.GetString()! : json.TryGetProperty("title", out var t) ? t.GetString()! : "–";
            var article = new Article(SlugOf(json.GetProperty("id").ToString()), category.Id, ArticleVisibility.Public);
            db.Add(article);
            var translation = article.SaveDraft(language, title.Length > KnowledgeLimits.Title ? title[..KnowledgeLimits.Title] : title, "", body, 0, host.Time.Now);
            article.Publish(language, MarkdownRenderer.Render(body), host.Time.Now);
            index.Add(article, translation, category);
        }

        return Task.CompletedTask;
    });

    private static string SlugOf(string id) => "a" + string.Concat(id.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));

    private static string? FindSharedData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
