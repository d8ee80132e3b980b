using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.Emailing;

/// <summary>Other people's words inside Markdown that we send in our own name.</summary>
public static partial class MarkdownText
{
    /// <summary>
    /// Words stay words: no link, no picture, no heading, no paragraph comes out of them. As numbers, which Markdown never
    /// takes for marks; a backslash would be shown where it takes a line for code or a path.
    /// </summary>
    public static string Escape(string text) => Punctuation().Replace(Controls().Replace(text, " "), m => $"&#{(int)m.Value[0]};");

    /// <summary>
    /// A Markdown template with values that are never read as Markdown, except those that say so
    /// (<see cref="MarkdownValue"/>).
    /// </summary>
    public static string FormatMarkdown(this IStringLocalizer localizer, string key, params (string Name, object? Value)[] values) =>
        localizer.Format(key, [.. values.Select(v => (v.Name, v.Value is string text ? Escape(text) : v.Value))]);

    [GeneratedRegex("[!-/:-@\\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Controls();
}

/// <summary>A value of a template that is Markdown already.</summary>
public sealed record MarkdownValue(string Text)
{
    public override string ToString() => Text;
}
