using System.Text.RegularExpressions;

namespace CustomerService.Tickets.Macros;

/// <summary>What a template leaves open, written <c>{{? Tracking number}}</c>: whoever uses it is asked for it.</summary>
public static partial class FillIns
{
    public const string Example = "{{? Tracking number}}";

    /// <param name="placeholder">What stands between the braces.</param>
    public static bool IsFillIn(string placeholder) => placeholder.StartsWith('?') && placeholder.Trim('?', ' ').Length > 0;

    /// <returns>In the order of the text, each once.</returns>
    public static IReadOnlyList<string> NamesIn(string text) => [.. Blank().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    /// <summary>What has no words yet stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> words) =>
        Blank()
            .Replace(text, m => words.GetValueOrDefault(m.Groups[1].Value) is { } word && word.Trim().Length > 0 ? word.Trim() : m.Value);

    [GeneratedRegex(@"\{\{\s*\?\s*([^{}\r\n]*[^{}\s])\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
