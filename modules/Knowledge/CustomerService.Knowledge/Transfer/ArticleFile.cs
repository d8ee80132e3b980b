using System.Text;
using CustomerService.Framework.Localization;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Transfer;

/// <summary>
/// An article as a file: front matter between lines of three hyphens, then Markdown. Values are one line, or a list of
/// lines that begin with a hyphen.
/// </summary>
/// <param name="Category">What the file calls it: an address or a name.</param>
/// <param name="For">Whom it is for; what an article that is there already says of itself is not changed by a file.</param>
internal sealed record ArticleFile(
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
    private const string Fence = "---";

    /// <param name="path">Folders tell the category, the name the address and perhaps the language, where the front
    /// matter does not.</param>
    public static ArticleFile Read(string path, string text)
    {
        var (head, body) = Split(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        var folders = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = Path.GetFileNameWithoutExtension(folders[^1]);
        var suffix = JsonStringLocalizer.Cultures.FirstOrDefault(c => name.EndsWith("." + c, StringComparison.OrdinalIgnoreCase));
        name = suffix is null ? name : name[..^(suffix.Length + 1)];
        var title = Value("title");
        if (title.Length == 0 && body.StartsWith("# ", StringComparison.Ordinal))
        {
            (title, body) = (body.Split('\n')[0][2..].Trim(), body[body.Split('\n')[0].Length..].Trim());
        }

        return new ArticleFile(
            Value("slug") is { Length: > 0 } slug ? slug : name,
            LanguageOf(Value("language") + Value("lang"), suffix, title + body),
            title.Length > 0 ? title : name,
            Value("category") is { Length: > 0 } category ? category
                : folders.Length > 1 ? folders[^2]
                : "",
            Value("keywords"),
            head.GetValueOrDefault("similar_questions", []),
            body,
            Value("state") == "draft",
            new FileAudience(Value("visibility"), Value("tier"), head.GetValueOrDefault("groups", []))
        );

        string Value(string key) => string.Join(", ", head.GetValueOrDefault(key, []));
    }

    public string Write()
    {
        var text = new StringBuilder();
        text.Append(Fence).Append('\n');
        Line("title", Title);
        Line("slug", Slug);
        Line("language", Language);
        Line("category", Category);
        Line("keywords", Keywords);
        Line("visibility", For.Visibility);
        Line("tier", For.Tier);
        if (IsDraft)
        {
            Line("state", "draft");
        }

        List("groups", For.Groups);
        List("similar_questions", SimilarQuestions);
        return text.Append(Fence).Append("\n\n").Append(Body.ReplaceLineEndings("\n")).Append('\n').ToString();

        void Line(string key, string value)
        {
            if (value.Length > 0)
            {
                text.Append(key).Append(": ").Append(value.ReplaceLineEndings(" ")).Append('\n');
            }
        }

        void List(string key, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                text.Append(key).Append(":\n");
                foreach (var value in values)
                {
                    text.Append("- ").Append(value).Append('\n');
                }
            }
        }
    }

    public static (Dictionary<string, List<string>> Head, string Body) Split(string text)
    {
        var head = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        var end = text.StartsWith(Fence + "\n", StringComparison.Ordinal)
            ? text.IndexOf($"\n{Fence}", Fence.Length, StringComparison.Ordinal)
            : -1;
        if (end < 0)
        {
            return (head, text.Trim());
        }

        List<string>? values = null;
        foreach (var line in text[Fence.Length..end].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                values?.Add(Unquote(line[2..]));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                head[line[..colon].Trim()] = values = [];
                if (Unquote(line[(colon + 1)..]) is { Length: > 0 } value)
                {
                    values.Add(value);
                }
            }
        }

        var after = text.IndexOf('\n', end + 1);
        return (head, after < 0 ? "" : text[after..].Trim());
    }

    private static string Unquote(string value)
    {
        value = value.Trim();
        return value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
    }

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
}

/// <param name="Visibility">As <see cref="Names"/> has it; empty for public.</param>
/// <param name="Tier">Of the signed-in customers from this one on.</param>
/// <param name="Groups">Names of agent groups.</param>
internal sealed record FileAudience(string Visibility, string Tier, IReadOnlyList<string> Groups)
{
    private static readonly Dictionary<string, ArticleVisibility> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = ArticleVisibility.Public,
        ["public"] = ArticleVisibility.Public,
        ["signed-in"] = ArticleVisibility.SignedIn,
        ["internal"] = ArticleVisibility.Internal,
    };

    public static FileAudience Of(ArticleVisibility visibility, CustomerTier? tier, IReadOnlyList<string> groups) =>
        new(visibility == ArticleVisibility.Public ? "" : Names.First(n => n.Value == visibility).Key, tier?.ToString() ?? "", groups);

    /// <returns>null when a word is unknown: an article that was for few must not come in for all.</returns>
    public (ArticleVisibility Visibility, CustomerTier? Tier, IReadOnlyList<Guid> Groups)? Read(
        IReadOnlyDictionary<string, Guid> groupsByName
    )
    {
        CustomerTier? least = Enum.TryParse<CustomerTier>(Tier, out var tier) && Enum.IsDefined(tier) ? tier : null;
        return
            !Names.TryGetValue(Visibility, out var visibility)
            || (Tier.Length > 0 && least is null)
            || !Groups.All(groupsByName.ContainsKey)
            || (Groups.Count > 0 && visibility != ArticleVisibility.Internal)
            ? null
            : (visibility, least, [.. Groups.Select(g => groupsByName[g])]);
    }
}
