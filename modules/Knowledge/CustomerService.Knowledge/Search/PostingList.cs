namespace CustomerService.Knowledge.Search;

/// <summary>In which documents a term stands, and how often in which part of them.</summary>
internal sealed class PostingList
{
    private Posting[] _items = new Posting[1];

    public int Count { get; private set; }

    public ReadOnlySpan<Posting> Items => _items.AsSpan(0, Count);

    /// <summary>Documents are added in the order of their numbers.</summary>
    public bool Has(int document)
    {
        var (from, to) = (0, Count - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            if (_items[middle].Document == document)
            {
                return true;
            }

            (from, to) = _items[middle].Document < document ? (middle + 1, to) : (from, middle - 1);
        }

        return false;
    }

    public void Add(int document, TermCounts counts)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count + Math.Max(1, Count / 2));
        }

        _items[Count++] = new Posting(document, counts);
    }
}

internal readonly struct Posting(int document, TermCounts counts)
{
    private readonly ushort _body = (ushort)Math.Min(counts.Body, ushort.MaxValue);
    private readonly byte _head = (byte)(Math.Min(counts.Title, 7) | (Math.Min(counts.Similar, 7) << 3));
    private readonly byte _aside = (byte)(Math.Min(counts.Keywords, 7) | (Math.Min(counts.Category, 3) << 3));

    public readonly int Document = document;

    public int Title => _head & 7;

    public int Similar => _head >> 3;

    public int Keywords => _aside & 7;

    public int Category => _aside >> 3;

    public int Body => _body;
}

/// <summary>How often a term stands in the parts of a text.</summary>
internal sealed class TermCounts
{
    public int Title { get; set; }

    /// <summary>In how many similar questions.</summary>
    public int Similar { get; set; }

    public int Keywords { get; set; }

    public int Category { get; set; }

    public int Body { get; set; }
}
