using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;

namespace CustomerService.Web.Commands;

/// <summary>
/// Says how well search finds the right article for known questions, in a tenant and a database that are thrown away
/// afterwards.
/// </summary>
internal sealed class RankKnowledgeCommand : VerbCommand
{
    private const int DefaultTop = 10;
    private const int ArticlesPerTransaction = 200;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string> _articles = Words.ExistingFileOption("--articles", "FILE.jsonl", "the articles");
    private readonly Option<string> _queries = Words.ExistingFileOption("--queries", "FILE.tsv", "questions: text TAB right id");
    private readonly Option<int> _top = Words.Number("--top", "how many hits are looked at", 1, 300, DefaultTop);
    private readonly Option<string> _out = new("--out") { HelpName = "RANKS.jsonl", Description = "where the hits of each question go" };

    public RankKnowledgeCommand()
        : base("rank", "prints hit@1, hit@3, MRR and times of known questions; your own data is not touched")
    {
        Add(_articles);
        Add(_queries);
        Add(_top);
        Add(_out);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var articles = RankFiles.ReadArticles(words.GetRequiredValue(_articles));
        var queries = RankFiles.ReadQueries(words.GetRequiredValue(_queries), [.. articles.Select(a => a.Id)]);
        var top = words.GetValue(_top);
        var directory = Directory.CreateTempSubdirectory("customer-service-rank-");
        try
        {
            await using var app = Build(directory.FullName);
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            var ranks = await RankAsync(app.Services, articles, queries, top, cancellationToken);
            if (words.GetValue(_out) is { } path)
            {
                await File.WriteAllLinesAsync(
                    path,
                    ranks.Select(r =>
                        JsonSerializer.Serialize(
                            new
                            {
                                query = r.Query.Text,
                                right = r.Query.Right is [var only] ? (object)only : r.Query.Right,
                                ranked = r.Ranked,
                            },
                            Json
                        )
                    ),
                    cancellationToken
                );
            }

            Print(ranks, articles.Count);
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(true);
        }
    }

    /// <summary>The product once more, over an empty database of its own.</summary>
    private static WebApplication Build(string directory)
    {
        // On the command line, since it wins over the settings of an installation.
        var builder = WebHost.CreateBuilder([
            $"--Data:Directory={directory}",
            $"--Database:Provider={DatabaseProvider.Sqlite}",
            $"--ConnectionStrings:Default=Data Source={Path.Combine(directory, "rank.db")}",
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return WebHost.Build(builder);
    }

    private static async Task<List<RankedQuery>> RankAsync(
        IServiceProvider services,
        List<RankArticle> articles,
        List<RankQuery> queries,
        int top,
        CancellationToken cancellationToken
    )
    {
        // A tenant that only these articles know; a signed-up one would begin with articles of its own.
        var tenantId = Guid.CreateVersion7();
        var scope = services.GetRequiredService<TenantScope>();
        var language = LanguageOf(articles);
        using var culture = LocalizerExtensions.UseCulture(language);
        var ids = await AddAsync(scope, tenantId, articles, language, cancellationToken);
        await scope.RunAsync(tenantId, p => SearchAsync(p, articles[0].Title, 1, cancellationToken), cancellationToken);
        var ranks = new List<RankedQuery>();
        foreach (var query in queries)
        {
            var watch = Stopwatch.StartNew();
            var ranked = new List<string>();
            for (var page = 1; ranked.Count < top; page++)
            {
                var found = await scope.RunAsync(tenantId, p => SearchAsync(p, query.Text, page, cancellationToken), cancellationToken);
                ranked.AddRange(found.Hits.Select(h => ids[h.ArticleId]));
                if (page >= found.Pages)
                {
                    break;
                }
            }

            ranks.Add(new RankedQuery(query, [.. ranked.Take(top)], watch.Elapsed.TotalMilliseconds));
        }

        return ranks;
    }

    private static async Task<Dictionary<Guid, string>> AddAsync(
        TenantScope scope,
        Guid tenantId,
        List<RankArticle> articles,
        string language,
        CancellationToken cancellationToken
    )
    {
        var ids = new Dictionary<Guid, string>();
        var categoryId = await scope.RunAsync(
            tenantId,
            p => p.GetRequiredService<IKnowledgeIntegrationService>().EnsureCategoryAsync("all", language, "–", cancellationToken),
            cancellationToken
        );
        foreach (var batch in articles.Chunk(ArticlesPerTransaction))
        {
            var added = await scope.RunAsync(
                tenantId,
                p =>
                    p.GetRequiredService<IKnowledgeIntegrationService>()
                        .AddPublishedAsync(
                            categoryId,
                            language,
                            [.. batch.Select(a => new NewArticle(a.Title, a.Body, a.SimilarQuestions))],
                            cancellationToken
                        ),
                cancellationToken
            );
            foreach (var (id, article) in added.Zip(batch))
            {
                ids.Add(id, article.Id);
            }
        }

        return ids;
    }

    private static Task<SearchResultDto> SearchAsync(
        IServiceProvider provider,
        string text,
        int page,
        CancellationToken cancellationToken
    ) =>
        provider
            .GetRequiredService<IPortalKnowledgeAppService>()
            .SearchAsync(new SearchInput { Query = WellFormed.Cut(text, KnowledgeLimits.Query), Page = page }, cancellationToken);

    private static string LanguageOf(List<RankArticle> articles) =>
        articles.Count(a => (a.Title + a.Body).Any(c => c is >= '\u4E00' and <= '\u9FFF')) * 2 > articles.Count ? "zh-Hans" : "en";

    private static void Print(List<RankedQuery> ranks, int articles)
    {
        var asked = ranks.Where(r => r.Query.Right.Count > 0).ToList();
        var times = ranks.Select(r => r.Milliseconds).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"articles {articles}, queries {ranks.Count}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hit@1 {Share(1):0.0000}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hit@3 {Share(3):0.0000}"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"MRR {(asked.Count == 0 ? 0 : asked.Average(r => r.Rank == 0 ? 0 : 1.0 / r.Rank)):0.0000}"
            )
        );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"query time median {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms"));

        double Share(int top) => asked.Count == 0 ? 0 : asked.Count(r => r.Rank > 0 && r.Rank <= top) / (double)asked.Count;
        double At(double part) => times.Count == 0 ? 0 : times[Math.Min(times.Count - 1, (int)(times.Count * part))];
    }
}

/// <param name="Ranked">Ids of articles, best first.</param>
internal sealed record RankedQuery(RankQuery Query, IReadOnlyList<string> Ranked, double Milliseconds)
{
    /// <summary>Place of the first right article, from 1; 0 when it is not among them.</summary>
    public int Rank { get; } = Ranked.ToList().FindIndex(Query.Right.Contains) + 1;
}
