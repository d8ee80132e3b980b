using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// Real questions to real texts through the portal's search; beside it the same texts asked with LIKE and with
/// PostgreSQL's full-text search.
/// </summary>
internal sealed partial class SearchQuality : IBenchmark
{
    private const int Top = 10;
    private const int MaxQuery = 200;

    public string Name => "search-quality";

    public string Aim => "clearly ahead of LIKE and of the database's full-text search on every set";

    public async Task RunAsync(TextWriter output)
    {
        if (RepositoryPaths.SharedData is not { } data)
        {
            output.WriteLine("The folder shared/data is not beside the repository: nothing to ask.");
            return;
        }

        await using var product = await Product.CreateAsync();
        foreach (var set in SearchSet.ReadAll(data))
        {
            output.WriteLine(Text($"{set.Name} ({set.Texts.Count} texts, {set.Questions.Count} questions)"));
            output.WriteLine("  product    " + await AskProductAsync(product, set));
            output.WriteLine("  LIKE       " + await AskDatabaseAsync(product, set, Like));
            output.WriteLine("  full text  " + await AskDatabaseAsync(product, set, FullText));
        }
    }

    private static async Task<string> AskProductAsync(Product product, SearchSet set)
    {
        var tenant = Guid.CreateVersion7();
        using var culture = LocalizerExtensions.UseCulture(set.Language);
        var added = await product.Scope.RunAsync(
            tenant,
            async p =>
            {
                var knowledge = p.GetRequiredService<IKnowledgeIntegrationService>();
                var category = await knowledge.EnsureCategoryAsync("all", set.Language, "–");
                return await knowledge.AddPublishedAsync(
                    category,
                    set.Language,
                    [.. set.Texts.Select(t => new NewArticle(t.Title, t.Body, t.Similar))]
                );
            }
        );
        var ids = added.Zip(set.Texts).ToDictionary(p => p.First, p => p.Second.Id);
        return await MeasureAsync(
            set,
            async question =>
            {
                var found = await product.Scope.RunAsync(
                    tenant,
                    p => p.GetRequiredService<IPortalKnowledgeAppService>().SearchAsync(new SearchInput { Query = question })
                );
                return [.. found.Hits.Select(h => ids[h.ArticleId])];
            }
        );
    }

    private static async Task<string> AskDatabaseAsync(
        Product product,
        SearchSet set,
        Func<NpgsqlConnection, SearchSet, string, Task<List<string>>> ask
    )
    {
        await using var connection = new NpgsqlConnection(product.Settings.InspectorConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "create temp table texts (id text, title text, body text)");
        await using (var writer = await connection.BeginBinaryImportAsync("copy texts from stdin (format binary)"))
        {
            foreach (var text in set.Texts)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(text.Id);
                await writer.WriteAsync(string.Join('\n', text.Similar.Prepend(text.Title)));
                await writer.WriteAsync(text.Body);
            }

            await writer.CompleteAsync();
        }

        return await MeasureAsync(set, question => ask(connection, set, question));
    }

    /// <summary>Most words of the question first, those in the title counted twice.</summary>
    private static Task<List<string>> Like(NpgsqlConnection connection, SearchSet set, string question) =>
        ReadAsync(
            connection,
            """
            select id from (select id, (select sum((title ilike '%' || w || '%')::int * 2 + (body ilike '%' || w || '%')::int) from
                unnest(@words) w) score from texts) t
            where score > 0 order by score desc, id limit 10
            """,
            ("words", Words().Split(question).Where(w => w.Length > 0).ToArray())
        );

    private static Task<List<string>> FullText(NpgsqlConnection connection, SearchSet set, string question)
    {
        var configuration = set.Language == "en" ? "english" : "simple";
        return ReadAsync(
            connection,
            $"""
            with asked as (select to_tsquery('{configuration}', nullif(replace(plainto_tsquery('{configuration}', @question)::text, '&',
                '|'), '')) q),
            found as (select id, setweight(to_tsvector('{configuration}', title), 'A') || to_tsvector('{configuration}', body) v from texts)
            select id from found, asked where v @@ q order by ts_rank(v, q) desc, id limit 10
            """,
            ("question", question)
        );
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql, (string Name, object Value) parameter)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> MeasureAsync(SearchSet set, Func<string, Task<List<string>>> ask)
    {
        var (ranks, times) = (new List<int>(), new List<double>());
        foreach (var (question, right) in set.Questions)
        {
            List<string> found = [];
            times.Add(await MillisecondsAsync(async () => found = await ask(question.Length > MaxQuery ? question[..MaxQuery] : question)));
            ranks.Add(found.Take(Top).ToList().FindIndex(right.Contains) + 1);
        }

        return Text(
            $"hit@1 {Share(1):P1}, hit@3 {Share(3):P1}, MRR {ranks.Average(r => r == 0 ? 0 : 1.0 / r):0.000}; median "
                + $"{Median(times):0.0} ms, p95 {Percentile(times, 95):0.0} ms"
        );

        double Share(int top) => ranks.Count(r => r > 0 && r <= top) / (double)ranks.Count;
    }

    [GeneratedRegex(@"[\s\p{P}]+")]
    private static partial Regex Words();
}

/// <summary>Texts and questions with the ids that are right.</summary>
internal sealed record SearchSet(
    string Name,
    string Language,
    List<(string Id, string Title, string Body, string[] Similar)> Texts,
    List<(string Question, string[] Right)> Questions
)
{
    private const int PerIntent = 15;

    public static IEnumerable<SearchSet> ReadAll(string data)
    {
        yield return FromTsv(
            "cmrc2018",
            "zh-Hans",
            Path.Combine(data, "retrieval-zh/cmrc2018_kb.jsonl"),
            Path.Combine(data, "retrieval-zh/cmrc2018_queries.tsv")
        );
        yield return FromTsv(
            "stackfaq",
            "en",
            Path.Combine(data, "retrieval-en/stackfaq_kb.jsonl"),
            Path.Combine(data, "retrieval-en/stackfaq_queries.tsv")
        );
        var hotels = ReadTexts(Path.Combine(data, "retrieval-en/dstc11_faq_kb.jsonl"));
        yield return new SearchSet(
            "dstc11 (place before the question)",
            "en",
            hotels,
            [
                .. Json(Path.Combine(data, "retrieval-en/dstc11_queries.jsonl"))
                    .Select(j =>
                        (
                            $"{j.GetProperty("entity").GetString()} {j.GetProperty("query").GetString()}",
                            j.GetProperty("faq_ids").EnumerateArray().Select(i => i.GetString()!).ToArray()
                        )
                    ),
            ]
        );
        var faq = ReadTexts(Path.Combine(data, "faq-zh/faq.jsonl"));
        yield return new SearchSet(
            "faq-zh, title to body",
            "zh-Hans",
            [.. faq.Select(t => (t.Id, "–", t.Body, t.Similar))],
            [.. faq.Select(t => (t.Title, new[] { t.Id }))]
        );
        foreach (var (file, similar) in new[] { ("banking77", 4), ("banking77", 19), ("clinc150", 4) })
        {
            yield return FromIntents($"{file}, {similar} similar questions", Path.Combine(data, $"intents-en/{file}.tsv"), similar);
        }
    }

    private static SearchSet FromTsv(string name, string language, string texts, string questions) =>
        new(
            name,
            language,
            ReadTexts(texts),
            [.. File.ReadLines(questions).Select(l => l.Split('\t')).Where(p => p.Length > 1).Select(p => (p[0], new[] { p[1] }))]
        );

    /// <summary>Each intent is an article that knows some phrasings; the others ask.</summary>
    private static SearchSet FromIntents(string name, string path, int similar)
    {
        var random = new Random(3);
        var intents = File.ReadLines(path)
            .Select(l => l.Split('\t'))
            .Where(p => p.Length > 1 && p[1] != "oos")
            .GroupBy(p => p[1])
            .Select(g => (g.Key, Phrasings: g.Select(p => p[0]).OrderBy(_ => random.Next()).ToList()))
            .ToList();
        return new SearchSet(
            name,
            "en",
            [.. intents.Select(i => (i.Key, i.Phrasings[0], "–", i.Phrasings.Skip(1).Take(similar).ToArray()))],
            [.. intents.SelectMany(i => i.Phrasings.Skip(1 + similar).Take(PerIntent).Select(p => (p, new[] { i.Key })))]
        );
    }

    private static List<(string Id, string Title, string Body, string[] Similar)> ReadTexts(string path) =>
        [
            .. Json(path)
                .Select(j =>
                    (
                        j.GetProperty("id").ToString(),
                        (j.TryGetProperty("question", out var question) ? question : j.GetProperty("title")).GetString()!,
                        j.TryGetProperty("text", out var text) ? text.GetString()!
                        : j.TryGetProperty("answer", out var answer) ? answer.GetString()!
                        : string.Join("\n\n", j.GetProperty("answers").EnumerateArray().Select(a => a.GetString())),
                        Array.Empty<string>()
                    )
                ),
        ];

    private static IEnumerable<JsonElement> Json(string path) => File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement);
}
