using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>Turns what somebody typed into what the index is asked: own words, synonyms, corrected slips, pinyin.</summary>
internal sealed class QueryPlanner(KnowledgeIndex index, SynonymSet synonyms)
{
    private const int MaxTerms = 64;
    private const int MaxPrefixes = 12;
    private const int MinPrefix = 2;
    private const int MaxCorrections = 3;
    private const int MaxReadings = 4;
    private const int MaxSameSound = 4;
    private const int MaxPinyin = 60;
    private const int MaxJoined = 12;

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    private readonly HashSet<string> _marked = [];
    private readonly List<AskedGroup> _groups = [];

    public SearchQuery Plan(string text, bool isUnfinished)
    {
        var terms = TextAnalyzer.Analyze(text).OrderByDescending(t => t.IsStrong).Take(MaxTerms).OrderBy(t => t.Start).ToList();
        var isOnlyStopWords = !terms.Exists(t => t.IsStrong);
        var inSynonyms = new HashSet<TextTerm>();
        foreach (var (start, length, others) in synonyms.FindIn(terms))
        {
            // A pair that only begins or ends in the phrase stays a thing of its own.
            var own = terms.Where(t => t.Kind != TermKind.Part && t.Start >= start && t.Start + t.Length <= start + length).ToList();
            inSynonyms.UnionWith(own);
            AddGroup([Phrase(1, own), .. others.Select(Synonym)]);
        }

        var inPinyin = AddPinyin(terms, text, isUnfinished);
        var seen = new HashSet<string>();
        foreach (
            var (term, at) in terms
                .Select((t, i) => (t, i))
                .Where(t => !inSynonyms.Contains(t.t) && (!inPinyin.Contains(t.t) || index.Vocabulary.Find(t.t.Term) is not null))
        )
        {
            var isLast = isUnfinished && term.Start + term.Length >= text.TrimEnd().Length;
            if (seen.Add(term.Term))
            {
                AddTerm(term, isLast, isOnlyStopWords);
            }

            AddJoined(terms, at);
        }

        return new SearchQuery(_groups, _marked);
    }

    private void AddTerm(TextTerm term, bool isUnfinished, bool isOnlyStopWords)
    {
        var ways = new List<AskedPhrase>();
        var known = index.Vocabulary.Find(term.Term);
        if (known is { } id)
        {
            _marked.Add(term.Term);
            ways.Add(new AskedPhrase(1, [new AskedTerm(id, term.IsStrong || isOnlyStopWords)]));
        }

        if (known is null && term.Kind == TermKind.Word)
        {
            ways.AddRange(Guesses(term.Term));
        }
        else if (known is null && term.Kind == TermKind.Pair)
        {
            ways.AddRange(
                HanTables
                    .ReadingsOf(term.Term[0])
                    .SelectMany(a => HanTables.ReadingsOf(term.Term[1]).SelectMany(b => Sounding(a, b, Ranking.SoundWeight)))
            );
        }

        if (isUnfinished && term.Kind == TermKind.Word && term.Term.Length >= MinPrefix)
        {
            ways.AddRange(
                index
                    .Vocabulary.StartingWith(term.Term)
                    .Take(MaxPrefixes)
                    .Select(t => OneTerm(t.Term, Ranking.PrefixWeight))
                    .OfType<AskedPhrase>()
            );
        }

        AddGroup(ways);
    }

    /// <summary>What an unknown Latin word may mean: initials of a title, a slip of the finger, two words.</summary>
    private IEnumerable<AskedPhrase> Guesses(string word)
    {
        var corrected = index
            .Vocabulary.Near(word)
            .OrderByDescending(n => index.PostingsOf(n.Id).Count)
            .ThenBy(n => n.Id)
            .Take(MaxCorrections)
            .Select(n => Marked(n.Id, n.Distance == 1 ? Ranking.SlipWeight : Ranking.TwoSlipsWeight));
        return
        [
            .. AllOf([.. PinyinTerms.Initials(word)], Ranking.InitialsWeight) is { } initials ? (AskedPhrase[])[initials] : [],
            .. corrected,
            .. Apart(word),
        ];
    }

    /// <summary>
    /// Neighbouring Latin words that can be read as pinyin, with or without spaces: each two syllables are looked for
    /// as Han pairs that sound so.
    /// Words that the texts themselves have are only joined with others that they do not have; where a whole run makes
    /// no sense, the longest parts of it that do.
    /// </summary>
    /// <returns>The terms that were understood so.</returns>
    private HashSet<TextTerm> AddPinyin(List<TextTerm> terms, string text, bool isUnfinished)
    {
        var understood = new HashSet<TextTerm>();
        for (var from = 0; from < terms.Count; from++)
        {
            var run = terms
                .Skip(from)
                .TakeWhile(t => t.Kind is TermKind.Word or TermKind.Stop && IsLatin(text.AsSpan(t.Start, t.Length)))
                .ToList();
            for (var at = 0; at < run.Count; at++)
            {
                var part = Enumerable
                    .Range(0, Math.Min(MaxJoined, run.Count - at))
                    .Select(less => run.GetRange(at, Math.Min(MaxJoined, run.Count - at) - less))
                    .FirstOrDefault(p => AddSyllables(p, text, isUnfinished));
                understood.UnionWith(part ?? []);
                at += Math.Max(0, (part?.Count ?? 0) - 1);
            }

            from += Math.Max(0, run.Count - 1);
        }

        return understood;
    }

    private bool AddSyllables(List<TextTerm> run, string text, bool isUnfinished) =>
        run.Exists(t => index.Vocabulary.Find(t.Term) is null)
        && AddSyllables(
            string.Concat(run.Select(t => text.Substring(t.Start, t.Length))).ToLowerInvariant(),
            isUnfinished && run[^1].Start + run[^1].Length >= text.TrimEnd().Length
        );

    /// <summary>The way of cutting that most known pairs speak for.</summary>
    private bool AddSyllables(string letters, bool isUnfinished)
    {
        if (letters.Length > MaxPinyin)
        {
            return false;
        }

        var best = HanTables
            .Split(letters, MaxReadings, isUnfinished)
            .Where(r => r.Count > 1)
            .Select(r =>
                Enumerable.Range(0, r.Count - 1).Select(i => SoundingLike(r[i], r[i + 1], isUnfinished && i == r.Count - 2)).ToList()
            )
            .MaxBy(pairs => pairs.Count(p => p.Count > 0) / (double)pairs.Count);
        if (best is null || best.TrueForAll(p => p.Count == 0))
        {
            return false;
        }

        best.ForEach(AddGroup);
        return true;
    }

    private List<AskedPhrase> SoundingLike(string first, string second, bool isUnfinished) =>
        [
            .. (isUnfinished ? HanTables.SyllablesStartingWith(second) : [second])
                .SelectMany(s => Sounding(first, s, Ranking.PinyinWeight))
                .Take(MaxPrefixes),
        ];

    private IEnumerable<AskedPhrase> Sounding(string first, string second, double weight) =>
        index
            .Vocabulary.SoundingLike(first, second)
            .OrderByDescending(id => index.PostingsOf(id).Count)
            .ThenBy(id => id)
            .Take(MaxSameSound)
            .Select(id => Marked(id, weight));

    private static bool IsLatin(ReadOnlySpan<char> word) => !word.ContainsAnyExcept(Letters);

    /// <summary>Two known words written as one: <c>giftcard</c>.</summary>
    private IEnumerable<AskedPhrase> Apart(string word)
    {
        for (var i = 3; i <= word.Length - 3; i++)
        {
            if (
                index.Vocabulary.Find(EnglishStemmer.Stem(word[..i])) is not null
                && index.Vocabulary.Find(EnglishStemmer.Stem(word[i..])) is not null
            )
            {
                yield return Phrase(Ranking.SlipWeight, TextAnalyzer.Analyze($"{word[..i]} {word[i..]}"));
            }
        }
    }

    /// <summary>One known word written as two: <c>gift card</c> where texts say giftcard.</summary>
    private void AddJoined(List<TextTerm> terms, int at)
    {
        if (
            at + 1 < terms.Count
            && terms[at].Kind is TermKind.Word or TermKind.Stop
            && terms[at + 1].Kind is TermKind.Word or TermKind.Stop
            && OneTerm(terms[at].Term + terms[at + 1].Term, Ranking.SlipWeight) is { } joined
        )
        {
            AddGroup([joined]);
        }
    }

    private AskedPhrase Phrase(double weight, IEnumerable<TextTerm> terms)
    {
        var asked = new List<AskedTerm>();
        foreach (var term in terms.DistinctBy(t => t.Term))
        {
            if (index.Vocabulary.Find(term.Term) is { } id)
            {
                _marked.Add(term.Term);
                asked.Add(new AskedTerm(id, term.IsStrong));
            }
        }

        return new AskedPhrase(weight, asked);
    }

    /// <summary>Of several words it needs all; one that no text has leaves nothing.</summary>
    private AskedPhrase Synonym(string words)
    {
        var terms = TextAnalyzer.Analyze(words).Where(t => t.Kind != TermKind.Part).ToList();
        var phrase = Phrase(Ranking.SynonymWeightOf(words), terms);
        return terms.Exists(t => t.IsStrong && !CommonTerms.SaysLittle(t.Term) && index.Vocabulary.Find(t.Term) is null)
            ? phrase with
            {
                Terms = [],
            }
            : phrase with
            {
                IsWhole = phrase.Terms.Count > 1,
            };
    }

    private AskedPhrase? OneTerm(string term, double weight) => AllOf([term], weight);

    private AskedPhrase? AllOf(IReadOnlyList<string> terms, double weight)
    {
        var known = terms.Distinct().Where(t => index.Vocabulary.Find(t) is not null).ToList();
        _marked.UnionWith(known);
        return known.Count == 0
            ? null
            : new AskedPhrase(weight, [.. known.Select(t => new AskedTerm(index.Vocabulary.Find(t)!.Value, true))]);
    }

    private AskedPhrase Marked(int id, double weight)
    {
        _marked.Add(index.Vocabulary[id]);
        return new AskedPhrase(weight, [new AskedTerm(id, true)]);
    }

    private void AddGroup(IEnumerable<AskedPhrase> ways)
    {
        var filled = ways.Where(w => w.Terms.Count > 0).ToList();
        if (filled.Count > 0)
        {
            _groups.Add(new AskedGroup(filled));
        }
    }
}
