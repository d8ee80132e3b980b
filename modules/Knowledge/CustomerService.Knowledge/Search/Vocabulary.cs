using System.Numerics;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// The terms of one tenant's index. Terms get a number and keep it; what nobody uses any more goes when the index is
/// built anew.
/// </summary>
internal sealed class Vocabulary
{
    private const int MaxUnsorted = 2_000;
    private const int MinTypo = 4;
    private const int MinTwoTypos = 8;

    private readonly Dictionary<string, int> _ids = [];
    private readonly List<string> _terms = [];
    private readonly Sounds _sounds = new();
    private readonly List<Word> _words = [];
    private readonly List<string> _unsorted = [];
    private string[] _sorted = [];

    public string this[int id] => _terms[id];

    public int? Find(string term) => _ids.TryGetValue(term, out var id) ? id : null;

    public int Add(string term)
    {
        if (_ids.TryGetValue(term, out var id))
        {
            return id;
        }

        id = _ids.Count;
        _ids.Add(term, id);
        _terms.Add(term);
        if (term[0] < 0x80)
        {
            _unsorted.Add(term);
            if (IsWord(term))
            {
                _words.Add(new Word(term, SignatureOf(term), id));
            }
        }

        return id;
    }

    /// <summary>Call after adding, while nobody reads: prefixes are looked up in a sorted list with a short unsorted tail.</summary>
    public void Settle()
    {
        if (_unsorted.Count > MaxUnsorted || _sorted.Length == 0)
        {
            _sorted = [.. _sorted, .. _unsorted];
            Array.Sort(_sorted, StringComparer.Ordinal);
            _unsorted.Clear();
        }
    }

    /// <summary>Latin words that begin so; Han terms are never unfinished.</summary>
    public IEnumerable<(string Term, int Id)> StartingWith(string prefix)
    {
        var at = Array.BinarySearch(_sorted, prefix, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < _sorted.Length && _sorted[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return (_sorted[i], _ids[_sorted[i]]);
        }

        foreach (var term in _unsorted.Where(t => t.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return (term, _ids[term]);
        }
    }

    /// <summary>Pairs of Han characters that can be read so.</summary>
    public IReadOnlyList<int> SoundingLike(string first, string second) => _sounds.Of(first, second, _terms);

    /// <summary>Words that differ by one slip of the finger, long ones by two; the nearest only.</summary>
    public IReadOnlyList<(int Id, int Distance)> Near(string word)
    {
        if (word.Length < MinTypo || !IsWord(word))
        {
            return [];
        }

        var (signature, limit) = (SignatureOf(word), word.Length >= MinTwoTypos ? 2 : 1);
        var found = new List<(int Id, int Distance)>();
        foreach (var known in _words)
        {
            // Each slip changes at most two of the letters that a word has.
            if (
                Math.Abs(known.Term.Length - word.Length) <= limit
                && BitOperations.PopCount(known.Signature ^ signature) <= 2 * limit
                && Typos.Distance(word, known.Term, limit) is var distance
                && distance <= limit
            )
            {
                limit = distance;
                found.Add((known.Id, distance));
            }
        }

        return [.. found.Where(f => f.Distance == limit)];
    }

    private static bool IsWord(string term) => !term.AsSpan().ContainsAnyExceptInRange('a', 'z') && term.Length > 2;

    private static uint SignatureOf(string term)
    {
        var signature = 0u;
        foreach (var c in term)
        {
            signature |= 1u << (c - 'a');
        }

        return signature;
    }

    private readonly record struct Word(string Term, uint Signature, int Id);
}
