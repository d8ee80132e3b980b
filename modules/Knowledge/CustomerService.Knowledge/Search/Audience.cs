using System.Collections.Concurrent;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// Whom an article is for, as a set of keys, and what a reader holds of them: who holds one of an article's keys may
/// read it. The same set is
/// a condition of every query (<see cref="Column"/>) and of every search in memory.
/// </summary>
internal sealed class Audience
{
    private const char Separator = '|';
    private const string PublicKey = "public";
    private const string GroupPrefix = "group:";
    private const string TierPrefix = "tier:";
    private const string SignedInKey = "signed-in";
    private const string StaffKey = "staff";

    /// <summary>Whoever arranges the knowledge base sees all of it: they decide who else does.</summary>
    private const string ManagerKey = "manager";

    private const int MaxKnown = 10_000;

    private static readonly ConcurrentDictionary<string, Audience> Known = new();

    private readonly string[] _keys;

    private Audience(IEnumerable<string> keys) => _keys = [.. keys.Distinct()];

    public static Audience Everybody { get; } = new([PublicKey]);

    /// <summary>The keys between separators: what the article's row holds.</summary>
    public string Column => Separator + string.Join(Separator, _keys) + Separator;

    /// <summary>Staff only, all of them or some groups.</summary>
    public bool IsInternal =>
        !Array.Exists(_keys, k => k is PublicKey or SignedInKey || k.StartsWith(TierPrefix, StringComparison.Ordinal));

    public IEnumerable<Guid> Groups =>
        _keys.Where(k => k.StartsWith(GroupPrefix, StringComparison.Ordinal)).Select(k => Guid.Parse(k[GroupPrefix.Length..]));

    /// <param name="tier">With <see cref="ArticleVisibility.SignedIn"/>: this tier and higher ones; null for all.</param>
    /// <param name="groups">With <see cref="ArticleVisibility.Internal"/>: these agent groups; none for all staff.</param>
    /// <param name="shelf">The groups that the category is kept for; null when it is open. It is never widened by what
    /// an article says.</param>
    public static Audience Of(
        ArticleVisibility visibility,
        CustomerTier? tier,
        IReadOnlyCollection<Guid> groups,
        IReadOnlyCollection<Guid>? shelf
    ) =>
        (visibility, tier, groups.Count, shelf) switch
        {
            (ArticleVisibility.Internal, _, > 0, null) => OfGroups(groups),
            (ArticleVisibility.Internal, _, > 0, { } kept) => OfGroups(groups.Intersect(kept)),
            (_, _, _, { } kept) => OfGroups(kept),
            (ArticleVisibility.Public, _, _, _) => Everybody,
            (ArticleVisibility.SignedIn, null, _, _) => new([SignedInKey, StaffKey]),
            (ArticleVisibility.SignedIn, { } least, _, _) => new([
                .. Enum.GetValues<CustomerTier>().Where(t => t >= least).Select(TierKey),
                StaffKey,
            ]),
            _ => new([StaffKey]),
        };

    /// <summary>Who may know of a category.</summary>
    public static Audience OfCategory(IReadOnlyCollection<Guid>? shelf) => shelf is null ? Everybody : OfGroups(shelf);

    /// <summary>Equal ones are one object, which a search over many texts compares by reference.</summary>
    public static Audience Parse(string column) =>
        Known.TryGetValue(column, out var known) ? known
        : Known.Count >= MaxKnown ? new(column.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        : Known.GetOrAdd(column, static c => new(c.Split(Separator, StringSplitOptions.RemoveEmptyEntries)));

    public static Reader Anonymous() => new([PublicKey]);

    public static Reader Customer(CustomerTier tier) => new([PublicKey, SignedInKey, TierKey(tier)]);

    public static Reader Staff(IEnumerable<Guid> groups, bool isManager) =>
        new([PublicKey, SignedInKey, StaffKey, .. groups.Select(GroupKey), .. isManager ? (string[])[ManagerKey] : []]);

    public bool Includes(Reader reader) => Array.Exists(_keys, reader.Holds);

    private static Audience OfGroups(IEnumerable<Guid> groups) => new([.. groups.Select(GroupKey), ManagerKey]);

    private static string TierKey(CustomerTier tier) => TierPrefix + tier;

    private static string GroupKey(Guid groupId) => $"{GroupPrefix}{groupId:N}";

    /// <summary>Somebody who reads, by the keys that they hold.</summary>
    internal sealed class Reader(IEnumerable<string> keys)
    {
        private readonly HashSet<string> _keys = [.. keys];

        /// <summary>As they stand in <see cref="Column"/>.</summary>
        public IReadOnlyList<string> Patterns { get; } = [.. keys.Select(k => Separator + k + Separator)];

        public bool Holds(string key) => _keys.Contains(key);
    }
}
