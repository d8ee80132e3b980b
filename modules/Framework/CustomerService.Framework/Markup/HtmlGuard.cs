using Ganss.Xss;

namespace CustomerService.Framework.Markup;

/// <summary>
/// The last word before HTML is shown: only what Markdown makes passes, and links lead to ordinary places only. Markdown's
/// own switch for HTML is the first lock, this is the second.
/// </summary>
internal static class HtmlGuard
{
    private static readonly string[] Tags =
    [
        .. "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul".Split(' '),
    ];

    private static readonly string[] Attributes = ["class", "href", "id", "rel", "start", "target", "title"];

    /// <summary>Its settings are never changed again: it is shared by all that render.</summary>
    public static HtmlSanitizer Create(MarkupRules rules)
    {
        string[] tags = rules.IsMessage ? Tags : [.. Tags, "img", "input"];
        string[] attributes = rules.IsMessage ? Attributes : [.. Attributes, "alt", "src", "loading", "type", "checked", "disabled"];
        string[] schemes = ["http", "https", "mailto", "tel", .. rules.OwnScheme is { } own ? new[] { own } : []];
        var guard = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                AllowedTags = tags.ToHashSet(StringComparer.OrdinalIgnoreCase),
                AllowedAttributes = attributes.ToHashSet(StringComparer.OrdinalIgnoreCase),
                AllowedSchemes = schemes.ToHashSet(StringComparer.OrdinalIgnoreCase),
                UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
            }
        )
        {
            KeepChildNodes = true,
        };
        guard.FilterUrl += (_, e) =>
        {
            if (!IsOrdinary(e.OriginalUrl, rules))
            {
                e.SanitizedUrl = null;
            }
        };
        return guard;
    }

    /// <summary>
    /// A whole address, or a path or anchor of this site. Browsers ignore control characters and blanks inside of a scheme
    /// and read a backslash as a slash, so these are out.
    /// </summary>
    private static bool IsOrdinary(string url, MarkupRules rules)
    {
        if (
            url.Length == 0
            || url.StartsWith("//", StringComparison.Ordinal)
            || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
        )
        {
            return false;
        }

        // A message has no neighbours that "page" could mean.
        return !rules.IsMessage || url[0] == '/' || url.Contains(':', StringComparison.Ordinal);
    }
}
