namespace CustomerService.Knowledge.Search;

/// <summary>Turns what somebody typed into what the index is asked: own words, synonyms, corrected slips, pinyin.</summary>
internal sealed class QueryPlanner(KnowledgeIndex index, SynonymSet synonyms)
{
    private const int MaxTerms = 64;
    private const int MaxPrefixes = 12;
    private const int MinPrefix = 2;
    private const int MaxCorrections = 3;
    private const int MaxReadings = 4;

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
            AddGroup([Phrase(1, own), .. others.Select(o => Phrase(Ranking.SynonymWeight, [.. TextAnalyzer.Analyze(o).Where(t => t.Kind != TermKind.Part)]))]);
        }

        var seen = new HashSet<string>();
        foreach (var (term, at) in terms.Select((t, i) => (t, i)).Where(t => !inSynonyms.Contains(t.t)))
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

        if (term.Kind == TermKind.Word && term.Term.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0)
        {
            ways.AddRange(Guesses(term.Term, known is not null, isUnfinished));
        }
        else if (term.Kind == TermKind.Pair && known is null)
        {
            ways.AddRange(PinyinTerms.Pair(term.Term[0], term.Term[1]).Select(p => OneTerm(p, Ranking.SoundWeight)).OfType<AskedPhrase>());
        }

        if (isUnfinished && term.Kind == TermKind.Word && term.Term.Length >= MinPrefix)
        {
            ways.AddRange(index.Vocabulary.StartingWith(term.Term).Take(MaxPrefixes).Select(t => OneTerm(t.Term, Ranking.PrefixWeight)).OfType<AskedPhrase>());
        }

        AddGroup(ways);
    }

    /// <summary>What a Latin word may mean besides itself. An unknown word is corrected or taken apart; whatever can be pinyin is also looked for by sound.</summary>
    private IEnumerable<AskedPhrase> Guesses(string word, bool isKnown, bool isUnfinished)
    {
        var readings = HanTables.Split(word, MaxReadings, isUnfinished).Where(r => r.Count > 1).Select(r => Sounds(r, isUnfinished)).OfType<AskedPhrase>().ToList();
        if (isKnown)
        {
            return readings;
        }

        var initials = readings.Count == 0 ? AllOf([.. PinyinTerms.Initials(word)], Ranking.InitialsWeight) : null;
        var corrected = index.Vocabulary.Near(word).OrderByDescending(n => index.PostingsOf(n.Id).Count).Take(MaxCorrections)
            .Select(n => Marked(n.Id, n.Distance == 1 ? Ranking.SlipWeight : Ranking.TwoSlipsWeight));
        return [.. readings, .. initials is null ? [] : (AskedPhrase[])[initials], .. corrected, .. Apart(word)];
    }

    private AskedPhrase? Sounds(IReadOnlyList<string> syllables, bool isUnfinished)
    {
        var pairs = Enumerable.Range(0, syllables.Count - 1).Select(i => PinyinTerms.Pair(syllables[i], syllables[i + 1])).ToList();
        if (isUnfinished && index.Vocabulary.Find(pairs[^1]) is null && index.Vocabulary.StartingWith(pairs[^1]).Select(t => t.Term).FirstOrDefault() is { } longer)
        {
            pairs[^1] = longer;
        }

        return AllOf(pairs, Ranking.PinyinWeight);
    }

    /// <summary>Two known words written as one: <c>giftcard</c>.</summary>
    private IEnumerable<AskedPhrase> Apart(string word)
    {
        for (var i = 3; i <= word.Length - 3; i++)
        {
            if (index.Vocabulary.Find(EnglishStemmer.Stem(word[..i])) is not null && index.Vocabulary.Find(EnglishStemmer.Stem(word[i..])) is not null)
            {
                yield return Phrase(Ranking.SlipWeight, TextAnalyzer.Analyze($"{word[..i]} {word[i..]}"));
            }
        }
    }

    /// <summary>One known word written as two: <c>gift card</c> where texts say giftcard.</summary>
    private void AddJoined(List<TextTerm> terms, int at)
    {
        if (at + 1 < terms.Count && terms[at].Kind is TermKind.Word or TermKind.Stop && terms[at + 1].Kind is TermKind.Word or TermKind.Stop
            && OneTerm(terms[at].Term + terms[at + 1].Term, Ranking.SlipWeight) is { } joined)
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

    private AskedPhrase? OneTerm(string term, double weight) => AllOf([term], weight);

    private AskedPhrase? AllOf(IReadOnlyList<string> terms, double weight)
    {
        var known = terms.Distinct().Where(t => index.Vocabulary.Find(t) is not null).ToList();
        _marked.UnionWith(known);
        return known.Count == 0 ? null : new AskedPhrase(weight, [.. known.Select(t => new AskedTerm(index.Vocabulary.Find(t)!.Value, true))]);
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
