using System.Text.RegularExpressions;

namespace CustomerService.Web.Infrastructure.Logging;

/// <summary>
/// What never stands in the log: links that sign in, tokens, and people's addresses. Whoever wrote the line, a library included, it
/// passes here.
/// </summary>
internal static partial class LogRedaction
{
    public static string Clean(string text)
    {
        text = Links().Replace(text, "/$1/[link]");
        text = Queries().Replace(text, "?[query]");
        text = Tokens().Replace(text, "[token]");
        return Addresses().Replace(text, "[address]");
    }

    /// <summary>The end of these paths is as good as a password.</summary>
    [GeneratedRegex(@"/(access|rate|invitation|signin/welcome)/[^\s""'<>?#)]+", RegexOptions.IgnoreCase)]
    private static partial Regex Links();

    [GeneratedRegex(@"\?[\w.\-%]+=[^\s""'<>)]*")]
    private static partial Regex Queries();

    /// <summary>API tokens, secrets with our prefixes, and everything that Data Protection sealed.</summary>
    [GeneratedRegex(@"\b(cs_[0-9a-f]{32}_[\w-]+|(whsec|cspf)_[\w-]+|CfDJ8[\w-]{20,})|(?<=\bBearer\s)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"[^\s@""'<>()\[\]{},;:=/\\|]+(@|%40)[\p{L}\p{Nd}](?:[\p{L}\p{Nd}.\-]*[\p{L}\p{Nd}])?", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();
}
