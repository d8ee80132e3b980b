using System.Text.RegularExpressions;
using CustomerService.Knowledge.Articles;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CustomerService.Knowledge.Rendering;

/// <summary>
/// Markdown to HTML that is safe to show: raw HTML stays text, links lead to ordinary places only, anchors cannot take
/// another element's name.
/// </summary>
internal static partial class MarkdownRenderer
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseAutoLinks()
        .UseTaskLists()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    private static readonly HashSet<string> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http",
        "https",
        "mailto",
        "tel",
        ArticleLinks.Scheme,
    };

    public static RenderedArticle Render(string markdown)
    {
        try
        {
            var document = Markdown.Parse(BareArticleLink().Replace(markdown, "[](kb:$1)"), Pipeline);
            MakeSafe(document);
            var html = document
                .ToHtml(Pipeline)
                .Replace("<table>", "<div class=\"cs-scroll\"><table>")
                .Replace("</table>", "</table></div>");
            return new RenderedArticle(html, TextOf(html));
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: nobody reads that as lists, but the words are still there.
            var encoded = System.Net.WebUtility.HtmlEncode(markdown);
            return new RenderedArticle($"<pre>{encoded}</pre>", markdown);
        }
    }

    private static void MakeSafe(MarkdownDocument document)
    {
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case HeadingBlock heading:
                    // The page's own heading is the title.
                    heading.Level = Math.Max(2, heading.Level);
                    heading.GetAttributes().Id = "s-" + heading.GetAttributes().Id;
                    break;
                case LinkInline link:
                    MakeSafe(link);
                    break;
                case AutolinkInline { IsEmail: false } link when !IsAllowed(link.Url):
                    link.ReplaceBy(new LiteralInline(link.Url));
                    break;
            }
        }
    }

    private static void MakeSafe(LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        if (!IsAllowed(url) || (link.IsImage && url.StartsWith(ArticleLinks.Scheme + ":", StringComparison.OrdinalIgnoreCase)))
        {
            link.GetDynamicUrl = null;
            link.Url = "#";
            link.IsImage = false;
        }
        else if (url.Contains("://", StringComparison.Ordinal))
        {
            link.GetAttributes().AddProperty("rel", "noopener nofollow");
        }

        if (link.IsImage)
        {
            link.GetAttributes().AddProperty("loading", "lazy");
        }
    }

    /// <summary>
    /// A path or anchor of this site, or one of the schemes above. Browsers ignore control characters and blanks inside
    /// of a scheme, so these are out.
    /// </summary>
    private static bool IsAllowed(string url)
    {
        var decoded = System.Net.WebUtility.HtmlDecode(url);
        if (
            decoded.Length == 0
            || decoded.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || decoded.StartsWith("//", StringComparison.Ordinal)
            || decoded.Contains('\\')
        )
        {
            return false;
        }

        var colon = decoded.IndexOf(':');
        var isRelative = colon < 0 || decoded.AsSpan(0, colon).IndexOfAny("/?#") >= 0;
        return isRelative || Schemes.Contains(decoded[..colon]);
    }

    private static string TextOf(string html) =>
        Blanks().Replace(System.Net.WebUtility.HtmlDecode(Tag().Replace(BlockEnd().Replace(html, " "), "")), " ").Trim();

    [GeneratedRegex(@"(?<!\])\(kb:([a-z0-9-]{1,80})\)")]
    private static partial Regex BareArticleLink();

    [GeneratedRegex("</(p|li|h[1-6]|td|th|pre|div|blockquote)>|<br />")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
