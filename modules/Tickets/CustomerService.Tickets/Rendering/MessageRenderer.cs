using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CustomerService.Tickets.Rendering;

/// <summary>
/// Makes HTML that is safe to show: customers' words as plain text with links, staff's as a subset of Markdown without
/// HTML.
/// </summary>
internal static class MessageRenderer
{
    /// <summary>Linear in what a stranger wrote.</summary>
    private static readonly Regex WebAddress = new(
        """https?://[^\s<>"'）】」，。；、]+[^\s<>"'）】」，。；、.,;:!?)\]]""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    private const string LinkAttributes = "rel=\"nofollow noopener noreferrer\" target=\"_blank\"";
    private static readonly string[] SafeSchemes = ["http", "https", "mailto", "tel"];
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UseSoftlineBreakAsHardlineBreak()
        .UsePipeTables()
        .Build();

    public static string Render(string body, bool isByStaff) => isByStaff ? Markdown(body) : PlainText(body);

    public static string PlainText(string body)
    {
        var html = new StringBuilder();
        foreach (var paragraph in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>").Append(Linkify(paragraph.Trim('\n')).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
        }

        return html.ToString();
    }

    public static string Markdown(string body)
    {
        var document = Markdig.Markdown.Parse(body, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            // A picture from elsewhere tells its owner who reads; it becomes a link.
            link.IsImage = false;
            link.Url = IsSafe(link.Url) ? link.Url : "";
            MarkAsForeign(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = IsSafe(link.IsEmail ? "mailto:" + link.Url : link.Url) ? link.Url : "";
            MarkAsForeign(link);
        }

        return document.ToHtml(Pipeline);
    }

    private static void MarkAsForeign(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "nofollow noopener noreferrer");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }

    private static bool IsSafe(string? url) =>
        url is not null
        && (
            (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal))
            || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && SafeSchemes.Contains(uri.Scheme))
        );

    private static string Linkify(string text)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match match in WebAddress.Matches(text))
        {
            var address = WebUtility.HtmlEncode(match.Value);
            html.Append(WebUtility.HtmlEncode(text[at..match.Index])).Append($"<a href=\"{address}\" {LinkAttributes}>{address}</a>");
            at = match.Index + match.Length;
        }

        return html.Append(WebUtility.HtmlEncode(text[at..])).ToString();
    }
}
