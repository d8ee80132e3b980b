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

    public void Add(int document, in TermCounts counts)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count + Math.Max(1, Count / 2));
        }

        _items[Count++] = new Posting(document, counts);
    }

    public void Write(SnapshotWriter writer)
    {
        writer.Number(Count);
        var before = 0;
        foreach (ref readonly var posting in Items)
        {
            writer.Number(posting.Document - before);
            writer.Number(posting.Packed);
            before = posting.Document;
        }
    }

    public static PostingList Read(SnapshotReader reader)
    {
        var list = new PostingList { _items = new Posting[reader.Count()] };
        var document = 0;
        for (; list.Count < list._items.Length; list.Count++)
        {
            document += reader.Count();
            list._items[list.Count] = new Posting(document, reader.Number());
        }

        return list;
    }
}

internal readonly struct Posting
{
    private readonly ushort _body;
    private readonly byte _head;
    private readonly byte _aside;

    public readonly int Document;

    public Posting(int document, in TermCounts counts)
    {
        Document = document;
        _body = (ushort)Math.Min(counts.Body, ushort.MaxValue);
        _head = (byte)(Math.Min(counts.Title, 7) | (Math.Min(counts.Similar, 7) << 3));
        _aside = (byte)(Math.Min(counts.Keywords, 7) | (Math.Min(counts.Category, 3) << 3));
    }

    public Posting(int document, long packed)
    {
        Document = document;
        (_aside, _head, _body) = ((byte)(packed >> 24), (byte)(packed >> 16), (ushort)packed);
    }

    /// <summary>The counts in one number, a small one for most: that a word stands in the text a few times.</summary>
    public long Packed => _body | ((long)_head << 16) | ((long)_aside << 24);

    public int Title => _head & 7;

    public int Similar => _head >> 3;

    public int Keywords => _aside & 7;

    public int Category => _aside >> 3;

    public int Body => _body;
}

/// <summary>How often a term stands in the parts of a text.</summary>
internal struct TermCounts
{
    public int Title;

    /// <summary>In how many similar questions.</summary>
    public int Similar;
    public int Keywords;
    public int Category;
    public int Body;
}
