using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Transfer;

/// <summary>For whom the article of a file is, in the words of files.</summary>
/// <param name="Visibility">As <see cref="Names"/> has it; empty for public.</param>
/// <param name="Tier">Of the signed-in customers from this one on.</param>
/// <param name="Groups">Names of agent groups.</param>
internal sealed record FileAudience(string Visibility, string Tier, IReadOnlyList<string> Groups)
{
    private static readonly Dictionary<string, ArticleVisibility> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = ArticleVisibility.Public,
        ["public"] = ArticleVisibility.Public,
        ["signed-in"] = ArticleVisibility.SignedIn,
        ["internal"] = ArticleVisibility.Internal,
    };

    public static FileAudience Of(ArticleVisibility visibility, CustomerTier? tier, IReadOnlyList<string> groups) =>
        new(visibility == ArticleVisibility.Public ? "" : Names.First(n => n.Value == visibility).Key, tier?.ToString() ?? "", groups);

    /// <returns>null when a word is unknown: an article that was for few must not come in for all.</returns>
    public (ArticleVisibility Visibility, CustomerTier? Tier, IReadOnlyList<Guid> Groups)? Read(
        IReadOnlyDictionary<string, Guid> groupsByName
    )
    {
        CustomerTier? least = Enum.TryParse<CustomerTier>(Tier, out var tier) && Enum.IsDefined(tier) ? tier : null;
        return
            !Names.TryGetValue(Visibility, out var visibility)
            || (Tier.Length > 0 && least is null)
            || !Groups.All(groupsByName.ContainsKey)
            || (Groups.Count > 0 && visibility != ArticleVisibility.Internal)
            ? null
            : (visibility, least, [.. Groups.Select(g => groupsByName[g])]);
    }
}
