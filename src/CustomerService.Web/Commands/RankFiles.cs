using System.Text.Json;
using CustomerService.Framework.Commands;

namespace CustomerService.Web.Commands;

internal sealed record RankArticle(string Id, string Title, string Body, IReadOnlyList<string> SimilarQuestions);

/// <param name="Right">Any of these is right.</param>
internal sealed record RankQuery(string Text, IReadOnlyList<string> Right);

/// <summary>Reads what people have: names of fields differ, files come from Windows, ids are numbers.</summary>
internal static class RankFiles
{
    private static readonly string[] TitleNames = ["title", "question", "standard_question"];
    private static readonly string[] BodyNames = ["text", "answer", "answers"];

    public static List<RankArticle> ReadArticles(string path)
    {
        var articles = new List<RankArticle>();
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            try
            {
                using var json = JsonDocument.Parse(line);
                articles.Add(ReadArticle(json.RootElement));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new CommandUsageException($"Article {number} in {path} cannot be read: {e.Message}");
            }
        }

        return articles.Count > 0 ? articles : throw new CommandUsageException($"{path} holds no articles.");
    }

    /// <summary>A first line whose answer is no article's id is taken for the names of the columns.</summary>
    public static List<RankQuery> ReadQueries(string path, HashSet<string> ids)
    {
        var queries = Lines(path).Select(l => ReadQuery(l, ids)).ToList();
        return queries.Count > 1 && !queries[0].Right.Any(ids.Contains) && queries.Skip(1).Any(q => q.Right.Any(ids.Contains))
            ? queries[1..]
            : queries;
    }

    private static RankArticle ReadArticle(JsonElement json)
    {
        var body = string.Join("\n\n", BodyNames.SelectMany(n => Texts(json, n)));
        var titles = TitleNames.SelectMany(n => Texts(json, n)).ToList();
        var title = titles.Count > 0 ? titles[0] : body.Split('\n')[0];
        return new RankArticle(
            json.GetProperty("id").ToString(),
            title.Length > 0 ? title : "–",
            body,
            [.. titles.Skip(1).Where(t => t != title), .. Texts(json, "similar_questions")]
        );
    }

    private static RankQuery ReadQuery(string line, HashSet<string> ids)
    {
        var parts = line.Split('\t');
        var right = parts.Length > 1 ? parts[1].Trim() : "";
        return new RankQuery(
            parts[0].Trim(),
            ids.Contains(right)
                ? [right]
                : right.Split([',', '|', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private static IEnumerable<string> Texts(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value)
            ? []
            : value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray().Select(Text).Where(t => t.Length > 0),
                JsonValueKind.Null => [],
                _ => Text(value) is { Length: > 0 } text ? [text] : [],
            };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? string.Join("\n", value.EnumerateObject().Select(p => Text(p.Value)))
            : value.ToString().Trim();

    private static IEnumerable<string> Lines(string path) =>
        File.ReadLines(path).Select(l => l.Trim('\uFEFF', '\r', ' ')).Where(l => !string.IsNullOrWhiteSpace(l));
}
