using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;

namespace CustomerService.Knowledge;

/// <summary>The part of an address that names an article or a category: small Latin letters, digits and hyphens.</summary>
internal static partial class Slug
{
    public static string Check(string slug) =>
        slug.Length <= KnowledgeLimits.Slug && Pattern().IsMatch(slug)
            ? slug
            : throw new BusinessException(KnowledgeErrorCodes.SlugInvalid).WithData("Slug", slug);

    /// <summary>From a title; a title without Latin letters gets <paramref name="fallback"/>.</summary>
    public static string From(string title, string fallback)
    {
        var slug = new StringBuilder();
        foreach (var c in title.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (
                slug.Length > 0
                && slug[^1] != '-'
                && !char.IsLetter(c)
                && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark
            )
            {
                slug.Append('-');
            }
        }

        var made = slug.ToString(0, Math.Min(slug.Length, KnowledgeLimits.Slug - 12)).Trim('-');
        return made.Length >= 3 ? made : fallback;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Pattern();
}
