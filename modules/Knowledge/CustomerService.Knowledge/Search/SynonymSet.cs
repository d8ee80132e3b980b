using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>Groups of words and phrases that mean the same to those who ask; looked up by their analyzed form.</summary>
internal sealed class SynonymSet
{
    private const char Between = ' ';

    private readonly Dictionary<string, List<string[]>> _groups = [];
    private readonly int _longest = 1;

    /// <param name="lines">Each a group, its words between commas.</param>
    public SynonymSet(IEnumerable<string> lines, SynonymSet? parent = null)
    {
        foreach (var words in lines.Select(WordsOf))
        {
            foreach (var form in words.Select(FormOf).Where(f => f.Count > 0 && !IsCharacter(f)).DistinctBy(Key))
            {
                _longest = Math.Max(_longest, form.Count);
                var key = Key(form);
                if (!_groups.TryGetValue(key, out var others))
                {
                    _groups[key] = others = [];
                }

                others.Add(words);
            }
        }

        Parent = parent;
        _longest = Math.Max(_longest, parent?._longest ?? 1);
    }

    public static SynonymSet BuiltIn { get; } = new(HanTables.Lines("synonyms.txt"));

    public static string[] WordsOf(string line) =>
        line.Split([',', '，', '、', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private SynonymSet? Parent { get; }

    /// <summary>The phrases in a text that have synonyms, longest first and never one over another.</summary>
    public IEnumerable<(int Start, int Count, IReadOnlyList<string> Others)> FindIn(IReadOnlyList<TextTerm> terms)
    {
        var tokens = Tokens(terms);
        for (var at = 0; at < tokens.Count; )
        {
            var count = Math.Min(_longest, tokens.Count - at);
            List<string> others = [];
            for (; count > 0 && others.Count == 0; count--)
            {
                others = OthersOf(Key(tokens.Skip(at).Take(count).Select(t => t.Text)));
            }

            count++;
            if (others.Count > 0)
            {
                yield return (tokens[at].Start, tokens[at + count - 1].End - tokens[at].Start, others);
                at += count;
            }
            else
            {
                at++;
            }
        }
    }

    private List<string> OthersOf(string key)
    {
        var own = _groups.TryGetValue(key, out var groups)
            ? groups.SelectMany(g => g).Where(w => Key(FormOf(w)) != key).Distinct().ToList()
            : [];
        return Parent is null ? own : [.. own.Union(Parent.OthersOf(key))];
    }

    /// <summary>Han characters one by one, other words as stems: what one may look for across their borders.</summary>
    private static List<(string Text, int Start, int End)> Tokens(IEnumerable<TextTerm> terms) =>
        [
            .. terms
                .Where(t => t.Kind != TermKind.Pair)
                .OrderBy(t => t.Start)
                .ThenBy(t => t.Length)
                .Select(t => (t.Term, t.Start, t.Start + t.Length)),
        ];

    private static List<string> FormOf(string word) => [.. Tokens(TextAnalyzer.Analyze(word)).Select(t => t.Text)];

    /// <summary>A single Han character is part of too many words to stand for one.</summary>
    private static bool IsCharacter(List<string> form) => form is [[> (char)0x7F]];

    private static string Key(IEnumerable<string> form) => string.Join(Between, form);
}
