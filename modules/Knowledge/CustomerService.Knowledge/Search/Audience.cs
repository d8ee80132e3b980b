using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// Whom an article is for, as a set of keys, and what a reader holds of them: who holds one of an article's keys may read it. The same set is
/// a condition of every query (<see cref="Column"/>) and of every search in memory.
/// </summary>
internal sealed class Audience
{
    private const char Separator = '|';
    private const string PublicKey = "public";
    private const string SignedInKey = "signed-in";
    private const string StaffKey = "staff";

    private readonly string[] _keys;

    private Audience(IEnumerable<string> keys) => _keys = [.. keys.Distinct()];

    public static Audience Everybody { get; } = new([PublicKey]);

    /// <summary>The keys between separators: what the article's row holds.</summary>
    public string Column => Separator + string.Join(Separator, _keys) + Separator;

    /// <param name="tier">With <see cref="ArticleVisibility.SignedIn"/>: this tier and higher ones; null for all.</param>
    public static Audience Of(ArticleVisibility visibility, CustomerTier? tier) => (visibility, tier) switch
    {
        (ArticleVisibility.Public, _) => Everybody,
        (ArticleVisibility.SignedIn, null) => new([SignedInKey, StaffKey]),
        (ArticleVisibility.SignedIn, { } least) => new([.. Enum.GetValues<CustomerTier>().Where(t => t >= least).Select(TierKey), StaffKey]),
        _ => new([StaffKey]),
    };

    public static Audience Parse(string column) => new(column.Split(Separator, StringSplitOptions.RemoveEmptyEntries));

    public static Reader Anonymous() => new([PublicKey]);

    public static Reader Customer(CustomerTier tier) => new([PublicKey, SignedInKey, TierKey(tier)]);

    public static Reader Agent() => new([PublicKey, SignedInKey, StaffKey]);

    public bool Includes(Reader reader) => Array.Exists(_keys, reader.Holds);

    private static string TierKey(CustomerTier tier) => $"tier:{tier}";

    /// <summary>Somebody who reads, by the keys that they hold.</summary>
    internal sealed class Reader(IEnumerable<string> keys)
    {
        private readonly HashSet<string> _keys = [.. keys];

        /// <summary>As they stand in <see cref="Column"/>.</summary>
        public IReadOnlyList<string> Patterns { get; } = [.. keys.Select(k => Separator + k + Separator)];

        public bool Holds(string key) => _keys.Contains(key);
    }
}
