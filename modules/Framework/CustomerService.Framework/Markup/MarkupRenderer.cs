using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CustomerService.Framework.Markup;

/// <summary>
/// The one way from what people write to HTML: customers' words as plain text, staff's, articles' and mails' as Markdown
/// without HTML. It never throws: what cannot be shown as Markdown is shown as it was typed.
/// </summary>
public static class MarkupRenderer
{
    private const string Foreign = "nofollow noopener noreferrer";
    private static readonly MarkdownPipeline Messages = Common(true).UseSoftlineBreakAsHardlineBreak().Build();
    private static readonly MarkdownPipeline Articles = Common(false).UseTaskLists().Build();

    /// <summary>Paragraphs, lines and links to web addresses; everything else stays as it was typed.</summary>
    public static string OfPlainText(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>").Append(Linked(paragraph.Trim('\n')).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
        }

        return html.ToString();
    }

    /// <param name="root">Makes links to paths of this site whole ones, as mails need them.</param>
    public static string OfMarkdown(string markdown, MarkupRules rules, string root = "")
    {
        try
        {
            var pipeline = rules.IsMessage ? Messages : Articles;
            var document = Markdown.Parse(markdown, pipeline);
            Adapt(document, rules);
            return rules.Guard.Sanitize(document.ToHtml(pipeline), root);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nested deeper than the parser goes, or a fault of it: the words are still there, and the page around them.
            return OfPlainText(markdown);
        }
    }

    private static MarkdownPipelineBuilder Common(bool isMessage) =>
        new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseCjkFriendlyEmphasis()
            .UsePlainWriting(isMessage);

    private static void Adapt(MarkdownDocument document, MarkupRules rules)
    {
        var nodes = document.Descendants().ToList();
        var anchors = rules.IsMessage ? [] : Name(nodes.OfType<HeadingBlock>(), rules);
        foreach (var node in nodes)
        {
            switch (node)
            {
                case HeadingBlock heading:
                    heading.Level = Math.Clamp(heading.Level, rules.TopHeading, 6);
                    break;
                case LinkInline { IsAutoLink: true } link when link.Parent?.FindParentOfType<LinkInline>().Any() == true:
                    // The words of a link are an address, too.
                    var words = link.FirstChild!;
                    words.Remove();
                    link.ReplaceBy(words);
                    break;
                case LinkInline link:
                    Adapt(link, rules, anchors);
                    break;
                case AutolinkInline link:
                    MarkForeign(link, rules);
                    break;
            }
        }
    }

    /// <summary>Anchors as GitHub makes them, the same words a second time with a number.</summary>
    private static HashSet<string> Name(IEnumerable<HeadingBlock> headings, MarkupRules rules)
    {
        var anchors = new HashSet<string>();
        foreach (var heading in headings)
        {
            var words = heading.Inline is { } inline ? AnchorOf(WordsOf(inline)) : "";
            var name = words.Length > 0 ? words : "section";
            var free = name;
            for (var i = 1; !anchors.Add(free); i++)
            {
                free = $"{name}-{i}";
            }

            heading.GetAttributes().Id = rules.AnchorPrefix + free;
        }

        return anchors;
    }

    private static string WordsOf(ContainerInline inline) =>
        string.Concat(
            inline
                .Descendants()
                .Select(part =>
                    part switch
                    {
                        LiteralInline words => words.Content.ToString(),
                        CodeInline code => code.Content,
                        HtmlEntityInline entity => entity.Transcoded.ToString(),
                        _ => "",
                    }
                )
        );

    private static void Adapt(LinkInline link, MarkupRules rules, HashSet<string> anchors)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        link.GetDynamicUrl = null;
        link.Url = Anchored(url, rules, anchors);
        if (
            link.IsImage
            && (rules.IsMessage || (rules.OwnScheme is { } own && url.StartsWith(own + ":", StringComparison.OrdinalIgnoreCase)))
        )
        {
            // A picture from elsewhere tells its owner who reads; it becomes a link.
            link.IsImage = false;
            if (link.FirstChild is null)
            {
                link.AppendChild(new LiteralInline(url));
            }
        }

        if (link.IsImage)
        {
            link.GetAttributes().AddPropertyIfNotExist("loading", "lazy");
        }
        else if (rules.IsMessage || url.Contains("://", StringComparison.Ordinal))
        {
            MarkForeign(link, rules);
        }
    }

    private static void MarkForeign(MarkdownObject link, MarkupRules rules)
    {
        link.GetAttributes().AddPropertyIfNotExist("rel", Foreign);
        if (rules.IsMessage)
        {
            link.GetAttributes().AddPropertyIfNotExist("target", "_blank");
        }
    }

    /// <summary>The writer names a heading as he reads it; its anchor carries the prefix.</summary>
    private static string Anchored(string url, MarkupRules rules, HashSet<string> anchors)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0 || rules.AnchorPrefix.Length == 0)
        {
            return url;
        }

        var (path, anchor) = (url[..hash], Uri.UnescapeDataString(url[(hash + 1)..]));
        if (path.Length == 0)
        {
            return Array.Find([anchor, AnchorOf(anchor)], anchors.Contains) is { } known ? "#" + rules.AnchorPrefix + known : url;
        }

        var isOurs =
            (rules.OwnPath is { } own && path.StartsWith(own, StringComparison.Ordinal))
            || (rules.OwnScheme is { } scheme && path.StartsWith(scheme + ":", StringComparison.OrdinalIgnoreCase));
        return isOurs && anchor.Length > 0 && !anchor.StartsWith(rules.AnchorPrefix, StringComparison.Ordinal)
            ? $"{path}#{rules.AnchorPrefix}{anchor}"
            : url;
    }

    private static string AnchorOf(string heading) => Markdig.Helpers.LinkHelper.UrilizeAsGfm(heading);

    private static string Linked(string text)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var range in WebAddresses.In(text))
        {
            var address = text[range];
            html.Append(Encode(text[at..range.Start]))
                .Append($"<a href=\"{Encode(WebAddresses.Target(address))}\" rel=\"{Foreign}\" target=\"_blank\">{Encode(address)}</a>");
            at = range.End.Value;
        }

        return html.Append(Encode(text[at..])).ToString();
    }

    /// <summary>The framework's encoder writes accents and emoji as numbers.</summary>
    private static string Encode(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
