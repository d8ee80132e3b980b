using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.Markup;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Rendering;

/// <summary>An article's Markdown as HTML that is safe to show, and as the words that search reads.</summary>
internal static partial class MarkdownRenderer
{
    public const string AnchorPrefix = "s-";

    /// <summary>The page's own heading is the title.</summary>
    private static readonly MarkupRules Rules = new()
    {
        TopHeading = 2,
        AnchorPrefix = AnchorPrefix,
        OwnScheme = ArticleLinks.Scheme,
        OwnPath = "/kb/",
    };

    public static RenderedArticle Render(string markdown)
    {
        var html = MarkupRenderer
            .OfMarkdown(BareArticleLink().Replace(markdown, "[](kb:$1)"), Rules)
            .Replace("<table>", "<div class=\"cs-scroll\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
        return new RenderedArticle(html, TextOf(html));
    }

    private static string TextOf(string html) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tag().Replace(BlockEnd().Replace(html, " "), "")), " ").Trim();

    [GeneratedRegex(@"(?<!\])\(kb:([a-z0-9-]{1,80}(?:#[^\s()]{1,120})?)\)")]
    private static partial Regex BareArticleLink();

    [GeneratedRegex("</(p|li|h[1-6]|td|th|pre|div|blockquote)>|<br>")]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
