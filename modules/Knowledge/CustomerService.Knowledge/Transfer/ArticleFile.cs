using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;

namespace CustomerService.Knowledge.Transfer;

/// <summary>An article as a file: front matter, then Markdown.</summary>
/// <param name="Category">What the file calls it: an address or a name.</param>
/// <param name="For">Whom it is for; what an article that is there already says of itself is not changed by a file.</param>
internal sealed partial record ArticleFile(
    string Slug,
    string Language,
    string Title,
    string Category,
    string Keywords,
    IReadOnlyList<string> SimilarQuestions,
    string Body,
    bool IsDraft,
    FileAudience For
)
{
    private static readonly string[] Yes = ["true", "yes", "on", "y", "1"];
    private static readonly string[] No = ["false", "no", "off", "n", "0"];

    /// <param name="path">Folders tell the category, the name the address and perhaps the language, where the front
    /// matter does not.</param>
    public static ArticleFile Read(string path, string text)
    {
        var (head, body) = FrontMatter.Split(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        var folders = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = Path.GetFileNameWithoutExtension(folders[^1]);
        var suffix = JsonStringLocalizer.Cultures.FirstOrDefault(c => name.EndsWith("." + c, StringComparison.OrdinalIgnoreCase));
        name = suffix is null ? name : name[..^(suffix.Length + 1)];
        var (title, rest) = TitleOf(Value("title"), body);
        return new ArticleFile(
            Value("slug") is { Length: > 0 } slug ? slug : name,
            LanguageOf(Value("language") + Value("lang"), suffix, title + rest),
            title.Length > 0 ? title : name,
            List("category", "categories") is [var category, ..] ? category
                : folders.Length > 1 ? folders[^2]
                : "",
            string.Join(", ", List("keywords", "tags")),
            List("similar_questions"),
            rest,
            IsUnfinished(),
            new FileAudience(Value("visibility"), Value("tier"), List("groups"))
        );

        IReadOnlyList<string> List(params string[] keys) =>
            keys.Select(key => head.GetValueOrDefault(key, [])).FirstOrDefault(values => values.Count > 0) ?? [];

        string Value(string key) => string.Join(", ", List(key)).ReplaceLineEndings(" ");

        bool IsUnfinished() =>
            Value("state").Equals("draft", StringComparison.OrdinalIgnoreCase)
            || Value("status").Equals("draft", StringComparison.OrdinalIgnoreCase)
            || Yes.Contains(Value("draft").ToLowerInvariant())
            || No.Contains(Value("published").ToLowerInvariant());
    }

    public string Write() =>
        FrontMatter.Write([
            ("title", Title),
            ("slug", Slug),
            ("language", Language),
            ("category", Category),
            ("keywords", Keywords),
            ("visibility", For.Visibility),
            ("tier", For.Tier),
            ("state", IsDraft ? "draft" : ""),
            ("groups", For.Groups),
            ("similar_questions", SimilarQuestions),
        ])
        + Body.ReplaceLineEndings("\n")
        + "\n";

    /// <summary>What is written, or what it looks like.</summary>
    public static string LanguageOf(string written, string? suffix, string words) =>
        JsonStringLocalizer.Cultures.FirstOrDefault(c => string.Equals(c, written, StringComparison.OrdinalIgnoreCase))
        ?? (
            written.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans"
            : written.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en"
            : null
        )
        ?? suffix
        ?? (words.Any(c => c is >= '\u4E00' and <= '\u9FFF') ? "zh-Hans" : "en");

    /// <summary>The page shows the title: a first heading that says the same, or that is the only title, leaves the text.</summary>
    private static (string Title, string Body) TitleOf(string title, string body)
    {
        var heading = FirstHeading().Match(body);
        var words = heading.Groups["words"].Value.Trim();
        return heading.Success && (title.Length == 0 || Plain(words).Equals(Plain(title), StringComparison.OrdinalIgnoreCase))
            ? (title.Length > 0 ? title : words, body[heading.Length..].Trim())
            : (title, body);
    }

    private static string Plain(string heading) =>
        string.Join(' ', heading.Split(['*', '_', '`', ' ', '\t', '\\'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\A(?:#[ \t]+(?<words>[^\n]+?)[ \t]*#*[ \t]*|(?<words>[^\n#>|-][^\n]*)\n=+[ \t]*)(?:\n|\z)")]
    private static partial Regex FirstHeading();
}
