using System.Reflection;
using System.Text.Json;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Transfer;

namespace CustomerService.Knowledge.Seeding;

/// <summary>An article that new tenants of an industry begin with, as it is embedded: front matter, then Markdown.</summary>
internal sealed record ArticleTemplate(
    string Slug,
    string Language,
    string Title,
    string Category,
    bool IsStarter,
    string Keywords,
    string Body
)
{
    private const string Shared = "shared";
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<CategoryTemplate> CategoriesOf(string template)
    {
        using var stream = Open($"Templates/{template}/categories.json");
        return JsonSerializer.Deserialize<List<CategoryTemplate>>(stream, Json)!;
    }

    /// <summary>The industry's own, and the shared ones that it does not put in its own words.</summary>
    public static IReadOnlyList<ArticleTemplate> ArticlesOf(string template) =>
        [
            .. FilesIn(template)
                .Concat(FilesIn(Shared))
                .DistinctBy(Path.GetFileName)
                .OrderBy(Path.GetFileName, StringComparer.Ordinal)
                .Select(Read),
        ];

    private static IEnumerable<string> FilesIn(string folder) =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name =>
                name.StartsWith($"Templates/{folder}/", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal)
            );

    private static ArticleTemplate Read(string resource)
    {
        using var reader = new StreamReader(Open(resource));
        var name = Path.GetFileNameWithoutExtension(resource);
        var language = JsonStringLocalizer.Cultures.Single(culture => name.EndsWith("." + culture, StringComparison.Ordinal));
        return Parse(name[..^(language.Length + 1)], language, reader.ReadToEnd());
    }

    private static ArticleTemplate Parse(string slug, string language, string file)
    {
        var (head, body) = FrontMatter.Split(file.ReplaceLineEndings("\n"));
        return new ArticleTemplate(
            slug,
            language,
            head["title"][0],
            head["category"][0],
            head.ContainsKey("starter") && head["starter"] is ["true"],
            head.TryGetValue("keywords", out var keywords) ? string.Join(", ", keywords) : "",
            body
        );
    }

    private static Stream Open(string resource) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"{resource} is not embedded.");
}

internal sealed record CategoryTemplate(string Key, string Icon, Dictionary<string, string> Name, Dictionary<string, string> Description);
