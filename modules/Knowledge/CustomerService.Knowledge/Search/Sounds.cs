namespace CustomerService.Knowledge.Search;

/// <summary>Pairs of Han characters by how they are read; made when first asked for, since many centres never need it.</summary>
internal sealed class Sounds
{
    private readonly Dictionary<string, List<int>> _pairs = [];
    private readonly Lock _lock = new();
    private int _read;

    /// <param name="terms">All terms of the vocabulary by number; only what came since the last call is read.</param>
    public IReadOnlyList<int> Of(string first, string second, IReadOnlyList<string> terms)
    {
        lock (_lock)
        {
            for (; _read < terms.Count; _read++)
            {
                Read(terms[_read]);
            }

            return _pairs.TryGetValue(Key(first, second), out var found) ? [.. found] : [];
        }
    }

    private void Read(string term)
    {
        if (term.Length != 2 || term[0] < 0x80)
        {
            return;
        }

        foreach (var first in HanTables.ReadingsOf(term[0]))
        {
            foreach (var second in HanTables.ReadingsOf(term[1]))
            {
                if (!_pairs.TryGetValue(Key(first, second), out var numbers))
                {
                    _pairs[Key(first, second)] = numbers = [];
                }

                numbers.Add(_read);
            }
        }
    }

    private static string Key(string first, string second) => $"{first} {second}";
}
