namespace CustomerService.Knowledge.Search;

/// <summary>What the index knows of one published text.</summary>
internal sealed record IndexedText(
    Guid ArticleId, string Language, Audience Audience, string Title, string SimilarQuestions, string Keywords, string Category, string Text, DateTime PublishedAt, int Helpful, int NotHelpful);

/// <summary>
/// One tenant's published texts as an inverted index in memory: the same on every database, and nothing of it is stored, so that a better
/// analyzer needs no migration. Changed articles are marked dead and added anew; when many are dead the whole is built again.
/// Not thread-safe: readers and the writer agree in <see cref="KnowledgeIndexes"/>.
/// </summary>
internal sealed class KnowledgeIndex
{
    private readonly Dictionary<Guid, List<int>> _ofArticle = [];
    private readonly List<IndexedDocument> _documents = [];
    private readonly List<PostingList> _postings = [];
    private readonly List<double> _weights = [];
    private long _totalLength;

    /// <summary>The last change that is in it.</summary>
    public long Sequence { get; set; }

    public Vocabulary Vocabulary { get; } = new();

    public IReadOnlyList<IndexedDocument> Documents => _documents;

    public int Alive { get; private set; }

    public double AverageLength => Math.Max(1, (double)_totalLength / Math.Max(1, Alive));

    /// <summary>Lines of all lists, for the memory that it takes.</summary>
    public long Lines { get; private set; }

    public bool IsWorn => _documents.Count > 1_000 && Alive < _documents.Count / 2;

    public PostingList PostingsOf(int term) => _postings[term];

    /// <summary>How much a term says, by how rare it is and what kind of word.</summary>
    public double WeightOf(int term) => _weights[term] * Ranking.Rarity(Math.Max(Alive, _postings[term].Count), _postings[term].Count);

    public void Remove(Guid articleId)
    {
        if (_ofArticle.Remove(articleId, out var numbers))
        {
            foreach (var number in numbers)
            {
                _documents[number].IsDead = true;
                _totalLength -= _documents[number].Length;
                Alive--;
            }
        }
    }

    public void Add(AnalyzedText analyzed)
    {
        var number = _documents.Count;
        foreach (var (term, counts) in analyzed.Terms)
        {
            var id = IdOf(term);
            _postings[id].Add(number, counts);
            Lines++;
        }

        var document = new IndexedDocument(analyzed.Text, analyzed.Length, [.. analyzed.Questions.Select(q => q.Select(IdOf).Distinct().ToArray())]);
        _documents.Add(document);
        _totalLength += document.Length;
        Alive++;
        if (!_ofArticle.TryGetValue(analyzed.Text.ArticleId, out var numbers))
        {
            _ofArticle[analyzed.Text.ArticleId] = numbers = [];
        }

        numbers.Add(number);
    }

    private int IdOf(string term)
    {
        var id = Vocabulary.Add(term);
        if (id == _postings.Count)
        {
            _postings.Add(new PostingList());
            _weights.Add(Ranking.WeightOf(term));
        }

        return id;
    }
}

/// <param name="Questions">Terms of the title, then of each similar question.</param>
internal sealed class IndexedDocument(IndexedText text, int length, int[][] questions)
{
    public Guid ArticleId { get; } = text.ArticleId;

    public string Language { get; } = text.Language;

    public Audience Audience { get; } = text.Audience;

    public DateTime PublishedAt { get; } = text.PublishedAt;

    public int Helpful { get; } = text.Helpful;

    public int NotHelpful { get; } = text.NotHelpful;

    public int Length { get; } = length;

    public int[][] Questions { get; } = questions;

    public bool IsDead { get; set; }
}
