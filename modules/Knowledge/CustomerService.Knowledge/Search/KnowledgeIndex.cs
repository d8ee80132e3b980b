using CustomerService.Framework.Blobs;

namespace CustomerService.Knowledge.Search;

/// <summary>What the index knows of one published text.</summary>
internal sealed record IndexedText(
    Guid ArticleId,
    string Language,
    Audience Audience,
    string Title,
    string SimilarQuestions,
    string Keywords,
    string Category,
    string Text,
    DateTime PublishedAt,
    int Helpful,
    int NotHelpful
);

/// <summary>
/// One tenant's published texts as an inverted index in memory: the same on every database, and nothing of it is stored, so that a better
/// analyzer needs no migration. Changed articles are marked dead and added anew; when many are dead the whole is built again.
/// Not thread-safe: readers and the writer agree in <see cref="KnowledgeIndexes"/>.
/// </summary>
[BlobContainerName("knowledge-index")]
internal sealed class KnowledgeIndex
{
    private readonly Dictionary<Guid, List<int>> _ofArticle = [];
    private readonly Dictionary<Guid, ArticleMark> _marks = [];
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

    /// <summary>Whether it has seen this change of the article.</summary>
    public bool Knows(Guid articleId, ArticleMark mark) => _marks.TryGetValue(articleId, out var known) && known == mark;

    /// <summary>Articles that nothing but this index speaks of any more: of a database that was put back to an earlier day.</summary>
    public IEnumerable<Guid> Except(IReadOnlySet<Guid> articleIds) => _ofArticle.Keys.Where(id => !articleIds.Contains(id));

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

    /// <summary>Called with each change that was read, also when the article shows nothing any more.</summary>
    public void Mark(Guid articleId, ArticleMark mark) => _marks[articleId] = mark;

    public void Add(AnalyzedText analyzed)
    {
        var number = _documents.Count;
        foreach (var (term, counts) in analyzed.Terms)
        {
            var id = IdOf(term);
            _postings[id].Add(number, counts);
            Lines++;
        }

        Add(new IndexedDocument(analyzed.Text, analyzed.Length, [.. analyzed.Questions.Select(q => q.Select(IdOf).Distinct().ToArray())]));
    }

    public void Write(SnapshotWriter writer)
    {
        writer.Number(_marks.Count);
        foreach (var (articleId, mark) in _marks)
        {
            writer.Id(articleId);
            writer.Number(mark.Sequence);
            writer.Number(mark.At.Ticks);
        }

        writer.Number(_postings.Count);
        for (var term = 0; term < _postings.Count; term++)
        {
            writer.Text(Vocabulary[term]);
            _postings[term].Write(writer);
        }

        writer.Number(_documents.Count);
        _documents.ForEach(d => d.Write(writer));
    }

    public static KnowledgeIndex Read(SnapshotReader reader)
    {
        var index = new KnowledgeIndex();
        for (var left = reader.Count(); left > 0; left--)
        {
            index.Mark(reader.Id(), new ArticleMark(reader.Number(), new DateTime(reader.Number(), DateTimeKind.Utc)));
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            var term = index.IdOf(reader.Text());
            index._postings[term] = PostingList.Read(reader);
            index.Lines += index._postings[term].Count;
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            index.Add(IndexedDocument.Read(reader));
        }

        index.Vocabulary.Settle();
        return index;
    }

    private void Add(IndexedDocument document)
    {
        _documents.Add(document);
        if (document.IsDead)
        {
            return;
        }

        _totalLength += document.Length;
        Alive++;
        if (!_ofArticle.TryGetValue(document.ArticleId, out var numbers))
        {
            _ofArticle[document.ArticleId] = numbers = [];
        }

        numbers.Add(_documents.Count - 1);
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

/// <param name="questions">Terms of the title, then of each similar question.</param>
internal sealed class IndexedDocument(
    Guid articleId,
    string language,
    Audience audience,
    DateTime publishedAt,
    int helpful,
    int notHelpful,
    int length,
    int[][] questions
)
{
    public IndexedDocument(IndexedText text, int length, int[][] questions)
        : this(text.ArticleId, text.Language, text.Audience, text.PublishedAt, text.Helpful, text.NotHelpful, length, questions) { }

    public Guid ArticleId { get; } = articleId;

    public string Language { get; } = language;

    public Audience Audience { get; } = audience;

    public DateTime PublishedAt { get; } = publishedAt;

    public int Helpful { get; } = helpful;

    public int NotHelpful { get; } = notHelpful;

    public int Length { get; } = length;

    public int[][] Questions { get; } = questions;

    public bool IsDead { get; set; }

    public void Write(SnapshotWriter writer)
    {
        writer.Id(ArticleId);
        writer.Text(Language);
        writer.Text(Audience.Column);
        writer.Number(PublishedAt.Ticks);
        writer.Number(Helpful);
        writer.Number(NotHelpful);
        writer.Number(Length);
        writer.Number(IsDead ? 1 : 0);
        writer.Number(Questions.Length);
        foreach (var question in Questions)
        {
            writer.Number(question.Length);
            foreach (var term in question)
            {
                writer.Number(term);
            }
        }
    }

    public static IndexedDocument Read(SnapshotReader reader)
    {
        var (articleId, language, audience, publishedAt) = (
            reader.Id(),
            string.Intern(reader.Text()),
            Audience.Parse(reader.Text()),
            new DateTime(reader.Number(), DateTimeKind.Utc)
        );
        var (helpful, notHelpful, length, isDead) = (reader.Count(), reader.Count(), reader.Count(), reader.Number() == 1);
        var questions = new int[reader.Count()][];
        for (var i = 0; i < questions.Length; i++)
        {
            questions[i] = new int[reader.Count()];
            for (var j = 0; j < questions[i].Length; j++)
            {
                questions[i][j] = reader.Count();
            }
        }

        return new IndexedDocument(articleId, language, audience, publishedAt, helpful, notHelpful, length, questions) { IsDead = isDead };
    }
}
