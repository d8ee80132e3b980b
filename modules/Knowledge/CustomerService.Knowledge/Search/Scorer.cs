using System.Buffers;

namespace CustomerService.Knowledge.Search;

/// <summary>Ranks the documents of an index for a question.</summary>
internal sealed class Scorer(KnowledgeIndex index, SearchQuery query, Audience.Reader reader, string language, DateTime now)
{
    private const int MaxCandidates = 300;

    /// <summary>So many of the best by words are also compared as questions.</summary>
    private const int MaxCompared = 100;

    private static readonly Comparer<(double Score, Guid ArticleId)> WorstFirst = Comparer<(double Score, Guid ArticleId)>.Create(
        static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.ArticleId.CompareTo(a.ArticleId)
    );

    private readonly int _count = index.Documents.Count;
    private readonly double _averageLength = index.AverageLength;

    /// <summary>Articles, best first. An article counts with its best language.</summary>
    public IReadOnlyList<Guid> Rank()
    {
        var (scores, isHit) = (Rent<float>(), Rent<bool>());
        try
        {
            foreach (var group in query.Groups)
            {
                AddGroup(group, scores, isHit);
            }

            return
            [
                .. Compare(Best(scores, isHit))
                    .GroupBy(d => index.Documents[d.Document].ArticleId)
                    .Select(g => (ArticleId: g.Key, Score: g.Max(d => d.Score)))
                    .OrderByDescending(a => a.Score)
                    .ThenBy(a => a.ArticleId)
                    .Take(MaxCandidates)
                    .Select(a => a.ArticleId),
            ];
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<bool>.Shared.Return(isHit);
        }
    }

    private void AddGroup(AskedGroup group, float[] scores, bool[] isHit)
    {
        if (group.Ways.Count == 1)
        {
            AddPhrase(group.Ways[0], scores, isHit);
            return;
        }

        var (best, way) = (Rent<float>(), Rent<float>());
        foreach (var phrase in group.Ways)
        {
            Array.Clear(way, 0, _count);
            AddPhrase(phrase, way, isHit);
            for (var i = 0; i < _count; i++)
            {
                best[i] = Math.Max(best[i], way[i]);
            }
        }

        for (var i = 0; i < _count; i++)
        {
            scores[i] += best[i];
        }

        ArrayPool<float>.Shared.Return(best);
        ArrayPool<float>.Shared.Return(way);
    }

    private void AddPhrase(AskedPhrase phrase, float[] scores, bool[] isHit)
    {
        List<PostingList> needed = phrase.IsWhole
            ? [.. phrase.Terms.Where(t => t.IsStrong).Select(t => index.PostingsOf(t.Id)).OrderBy(p => p.Count)]
            : [];
        foreach (var term in phrase.Terms)
        {
            var postings = index.PostingsOf(term.Id);
            var weight = phrase.Weight * index.WeightOf(term.Id);
            foreach (ref readonly var posting in postings.Items)
            {
                if (!HaveAll(needed, posting.Document))
                {
                    continue;
                }

                var document = index.Documents[posting.Document];
                scores[posting.Document] += (float)(weight * Ranking.Occurrence(posting, document.Length, _averageLength));
                isHit[posting.Document] |= term.IsStrong;
            }
        }
    }

    private static bool HaveAll(List<PostingList> needed, int document)
    {
        foreach (var postings in needed)
        {
            if (!postings.Has(document))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Most hits of a common word are far from the best: what cannot come among them any more is passed over by a look
    /// at its score.
    /// </summary>
    private List<(int Document, double Score)> Best(float[] scores, bool[] isHit)
    {
        var best = new PriorityQueue<int, (double Score, Guid ArticleId)>(MaxCandidates + 1, WorstFirst);
        var least = 0.0;
        var (asked, isAsked) = ((Audience?)null, false);
        for (var i = 0; i < _count; i++)
        {
            if (!isHit[i] || scores[i] * Ranking.MaxPrior < least || index.Documents[i] is not { IsDead: false } document)
            {
                continue;
            }

            // Nearly all texts are for the same readers.
            (asked, isAsked) = ReferenceEquals(asked, document.Audience)
                ? (asked, isAsked)
                : (document.Audience, document.Audience.Includes(reader));
            if (isAsked)
            {
                best.Enqueue(i, (Ranking.WithPriors(scores[i], document, language, now), document.ArticleId));
                if (best.Count > MaxCandidates)
                {
                    best.Dequeue();
                    best.TryPeek(out _, out var worst);
                    least = worst.Score;
                }
            }
        }

        return
        [
            .. best
                .UnorderedItems.OrderByDescending(d => d.Priority.Score)
                .ThenBy(d => d.Priority.ArticleId)
                .Select(d => (d.Element, d.Priority.Score)),
        ];
    }

    private IEnumerable<(int Document, double Score)> Compare(List<(int Document, double Score)> best)
    {
        var asked = query.Groups.Sum(g => g.Ways.Max(w => w.Weight * w.Terms.Sum(t => index.WeightOf(t.Id))));
        for (var i = 0; i < best.Count; i++)
        {
            var (number, score) = best[i];
            yield return i >= MaxCompared
                ? best[i]
                : (
                    number,
                    score + Ranking.WithPriors(Ranking.WithLikeness(0, Likeness(number), asked), index.Documents[number], language, now)
                );
        }
    }

    /// <summary>
    /// Twice what both have in common over what both have, by weight; of the title or the similar question that fits
    /// best, and a little of the next two:
    /// what several people have asked in nearly these words is surer than what one has.
    /// </summary>
    private double Likeness(int number)
    {
        var (best, second, third) = (0.0, 0.0, 0.0);
        foreach (var question in index.Documents[number].Questions)
        {
            var both = question.Sum(index.WeightOf);
            var common = 0.0;
            foreach (var group in query.Groups)
            {
                var (asked, shared) = Share(group, question, number);
                both += asked;
                common += shared;
            }

            var likeness = both > 0 ? 2 * common / both : 0;
            (best, second, third) =
                likeness > best ? (likeness, best, second)
                : likeness > second ? (best, likeness, second)
                : (best, second, Math.Max(third, likeness));
        }

        return Ranking.Likeness(best, second, third);
    }

    private (double Asked, double Shared) Share(AskedGroup group, int[] question, int number)
    {
        var (asked, shared, isInText) = (0.0, 0.0, false);
        foreach (var way in group.Ways)
        {
            var (all, common) = (0.0, 0.0);
            foreach (var term in way.Terms)
            {
                var weight = index.WeightOf(term.Id);
                all += weight;
                common += Array.IndexOf(question, term.Id) >= 0 ? weight * way.Weight : 0;
                isInText |= index.PostingsOf(term.Id).Has(number);
            }

            if (way.IsWhole && way.Terms.Any(t => t.IsStrong && Array.IndexOf(question, t.Id) < 0))
            {
                common = 0;
            }

            asked = Math.Max(asked, way.Weight >= 1 ? all : 0);
            shared = Math.Max(shared, common);
        }

        return shared == 0 && isInText ? (asked * Ranking.FoundInText, 0) : (Math.Max(asked, shared), shared);
    }

    private T[] Rent<T>()
    {
        var array = ArrayPool<T>.Shared.Rent(Math.Max(1, _count));
        Array.Clear(array, 0, _count);
        return array;
    }
}
