using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge;

/// <summary>The part of an address that names an article or a category: small Latin letters, digits and hyphens.</summary>
internal static partial class Slug
{
    public static string Check(string slug) =>
        slug.Length <= KnowledgeLimits.Slug && Pattern().IsMatch(slug)
            ? slug
            : throw new BusinessException(KnowledgeErrorCodes.SlugInvalid).WithData("Slug", slug);

    /// <summary>From a title; a title without Latin letters gets <paramref name="fallback"/>.</summary>
    public static string From(string title, string fallback) =>
        Slugs.From(title, KnowledgeLimits.Slug - 12) is { Length: >= 3 } made ? made : fallback;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Pattern();
}
