using System.Runtime.InteropServices;
using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>A text cut into terms, ready to be put into an index. Making it is the expensive part and needs no lock.</summary>
internal sealed class AnalyzedText
{
    private readonly Dictionary<string, TermCounts> _terms = [];

    public AnalyzedText(IndexedText text)
    {
        Text = text;
        Questions =
        [
            .. text
                .SimilarQuestions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Prepend(text.Title)
                .Select(AddQuestion),
        ];
        TextAnalyzer.Analyze(text.Keywords).ForEach(t => CountsOf(t.Term).Keywords++);
        TextAnalyzer.Analyze(text.Category).ForEach(t => CountsOf(t.Term).Category++);
        var body = TextAnalyzer.Analyze(text.Text);
        body.ForEach(t => CountsOf(t.Term).Body++);
        Length = body.Count;
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
            ref var counts = ref CountsOf(term);
            _ = number == 0 ? counts.Title++ : counts.Similar++;
        }

        return [.. terms.Select(t => t.Term)];
    }

    private ref TermCounts CountsOf(string term) => ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, term, out _);
}
