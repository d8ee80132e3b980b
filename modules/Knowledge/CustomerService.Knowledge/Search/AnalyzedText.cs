namespace CustomerService.Knowledge.Search;

/// <summary>A text cut into terms, ready to be put into an index. Making it is the expensive part and needs no lock.</summary>
internal sealed class AnalyzedText
{
    private readonly Dictionary<string, TermCounts> _terms = [];

    public AnalyzedText(IndexedText text)
    {
        Text = text;
        Questions = [.. text.SimilarQuestions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Prepend(text.Title).Select(AddQuestion)];
        Add(text.Keywords, c => c.Keywords++);
        Add(text.Category, c => c.Category++);
        Length = Add(text.Text, c => c.Body++);
    }

    public IndexedText Text { get; }

    /// <summary>Strong terms of the title, then of each similar question.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Questions { get; }

    public int Length { get; }

    public IReadOnlyDictionary<string, TermCounts> Terms => _terms;

    private List<string> AddQuestion(string question, int number)
    {
        var terms = TextAnalyzer.Analyze(question);
        foreach (var term in terms.Select(t => t.Term).Concat(PinyinTerms.Of(question)).Distinct())
        {
            var counts = CountsOf(term);
            _ = number == 0 ? counts.Title++ : counts.Similar++;
        }

        return [.. terms.Select(t => t.Term)];
    }

    private int Add(string text, Action<TermCounts> increase)
    {
        var terms = TextAnalyzer.Analyze(text);
        foreach (var term in terms)
        {
            increase(CountsOf(term.Term));
        }

        return terms.Count;
    }

    private TermCounts CountsOf(string term)
    {
        if (!_terms.TryGetValue(term, out var counts))
        {
            _terms[term] = counts = new TermCounts();
        }

        return counts;
    }
}
