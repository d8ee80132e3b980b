using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CustomerService.Framework.Markup;

/// <summary>HTML of ours as the plain text that means the same: bare words, lists with their points, links with their address.</summary>
public static partial class HtmlText
{
    /// <summary>The lines are divided by <c>\n</c>.</summary>
    public static string Of(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!;
        return BlankLines().Replace(Content(body), "\n\n").Replace('\u00A0', ' ').Trim('\n').TrimEnd();
    }

    private static string Content(INode parent)
    {
        var text = new StringBuilder();
        foreach (var node in parent.ChildNodes)
        {
            text.Append(
                node switch
                {
                    IText words => Words(words),
                    IElement element => Element(element),
                    _ => "",
                }
            );
        }

        return text.ToString();
    }

    /// <summary>Line breaks of the source are blanks, and nothing between blocks or after a break.</summary>
    private static string Words(IText text)
    {
        var words = Blanks().Replace(text.Data, " ");
        return text.PreviousSibling is IElement { LocalName: "br" } ? words.TrimStart(' ')
            : words == " " && text.ParentElement is not { LocalName: "p" or "a" or "strong" or "em" or "del" or "td" or "th" } ? ""
            : words;
    }

    private static string Element(IElement element) =>
        element.LocalName switch
        {
            "br" => "\n",
            "hr" => "\n\n----\n\n",
            "img" => element.GetAttribute("alt") ?? "",
            "input" => element.HasAttribute("checked") ? "[x]" : "[ ]",
            "a" => Link(element),
            "pre" => $"\n\n{element.TextContent.TrimEnd('\n')}\n\n",
            "blockquote" => $"\n\n{Indented(Content(element), "> ", "> ")}\n\n",
            "ul" or "ol" => $"\n\n{List(element)}\n\n",
            "tr" => string.Join(" | ", element.Children.Select(cell => Content(cell).Trim())) + "\n",
            "p" or "div" or "table" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => $"\n\n{Content(element).Trim(' ')}\n\n",
            "thead" or "tbody" => Rows(element),
            _ => Content(element),
        };

    private static string Link(IElement link)
    {
        var (words, target) = (Content(link), link.GetAttribute("href"));
        return target is null || !target.Contains("://", StringComparison.Ordinal) || target.EndsWith(words, StringComparison.Ordinal)
            ? words
            : $"{words} ({target})";
    }

    private static string Rows(IElement rows) => string.Concat(rows.Children.Select(Element));

    private static string List(IElement list)
    {
        var number = int.TryParse(list.GetAttribute("start"), out var start) ? start : 1;
        var points = list.Children.Select(
            (item, i) =>
            {
                var mark = list.LocalName == "ul" ? "- " : $"{number + i}. ";
                return Indented(Content(item), mark, new string(' ', mark.Length));
            }
        );
        return string.Join('\n', points);
    }

    private static string Indented(string text, string first, string others) =>
        first + BlankLines().Replace(text, "\n\n").Trim('\n').TrimEnd().Replace("\n", "\n" + others, StringComparison.Ordinal);

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@" ?\n(?:[ \t]*\n)+")]
    private static partial Regex BlankLines();
}
