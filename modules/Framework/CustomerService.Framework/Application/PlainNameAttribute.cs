using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Texts;

namespace CustomerService.Framework.Application;

/// <summary>
/// The member holds a name that stands in mails and pages before people who do not know its author (a company, a person, a group):
/// no link, no address, no control character. A company may be called as its web address is, so a bare domain alone passes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class PlainNameAttribute : ValidationAttribute
{
    public PlainNameAttribute() => ErrorMessage = "Framework.Validation.PlainName";

    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || IsPlain(text);

    /// <summary>Whether the text would pass.</summary>
    public static bool IsPlain(string text)
    {
        var name = WellFormed.Normalize(text, NormalizationForm.FormKC);
        return !text.EnumerateRunes().Any(IsHidden)
            && !Link().IsMatch(name)
            && !(Domain().IsMatch(name) && name.Trim().Any(char.IsWhiteSpace));
    }

    /// <summary>Controls, line ends and marks that turn the reading direction; joiners belong to scripts and to emoji.</summary>
    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is 0x2028 or 0x2029 or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    [GeneratedRegex(
        @"[a-z][a-z0-9+.\-]*:/|/\s*/|\bwww\.|\]\s*\(|\S@\S|\b(?:mailto|javascript|tel|data):|[\w\-]\.[a-z]{2,}(?::\d+)?/",
        Options
    )]
    private static partial Regex Link();

    /// <summary>Mail programs make a link of a domain in a sentence.</summary>
    [GeneratedRegex(
        @"[\w\-]\.(?:com|net|org|info|biz|io|co|ai|app|dev|me|xyz|top|site|online|shop|store|club|link|click|vip|live|pro|cc|"
            + @"tv|cn|hk|tw|jp|kr|sg|in|uk|de|fr|eu|us|ru|ca|au|nl|it|es|br|example|test|invalid)\b(?!\.\w)",
        Options
    )]
    private static partial Regex Domain();

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
}
