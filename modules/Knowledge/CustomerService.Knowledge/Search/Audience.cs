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

    public static Audience SignedIn { get; } = new([SignedInKey, StaffKey]);

    public static Audience Staff { get; } = new([StaffKey]);

    /// <summary>The keys between separators: what the article's row holds.</summary>
    public string Column => Separator + string.Join(Separator, _keys) + Separator;

    public static Audience Parse(string column) => new(column.Split(Separator, StringSplitOptions.RemoveEmptyEntries));

    public static Reader Anonymous() => new([PublicKey]);

    public static Reader Customer() => new([PublicKey, SignedInKey]);

    public static Reader Agent() => new([PublicKey, SignedInKey, StaffKey]);

    public bool Includes(Reader reader) => Array.Exists(_keys, reader.Holds);

    /// <summary>Somebody who reads, by the keys that they hold.</summary>
    internal sealed class Reader(IEnumerable<string> keys)
    {
        private readonly HashSet<string> _keys = [.. keys];

        /// <summary>As they stand in <see cref="Column"/>.</summary>
        public IReadOnlyList<string> Patterns { get; } = [.. keys.Select(k => Separator + k + Separator)];

        public bool Holds(string key) => _keys.Contains(key);
    }
}
