using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>Marks where a text holds the terms of a query, and cuts the part of it that shows most of them.</summary>
internal static class Highlighter
{
    private const int SnippetLength = 140;
    private const int Before = 24;

    public static IReadOnlyList<TextPart> Mark(string text, IReadOnlySet<string> terms) => Split(text, 0, text.Length, HitsOf(text, terms));

    public static IReadOnlyList<TextPart> Snippet(string text, IReadOnlySet<string> terms)
    {
        var hits = HitsOf(text, terms);
        var start = BestStart(hits, text.Length);
        start = start > 0 && char.IsLowSurrogate(text[start]) ? start - 1 : start;
        var end = Math.Min(text.Length, start + SnippetLength);
        end = end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end;
        var parts = Split(text, start, end, hits).ToList();
        if (start > 0)
        {
            parts.Insert(0, new TextPart("…", false));
        }

        if (end < text.Length)
        {
            parts.Add(new TextPart("…", false));
        }

        return parts;
    }

    /// <summary>
    /// A single character out of a run helps to rank, but marked by itself it is only noise: it counts where nothing
    /// longer was found.
    /// </summary>
    private static List<TextTerm> HitsOf(string text, IReadOnlySet<string> terms)
    {
        var hits = TextAnalyzer.Analyze(text).Where(t => terms.Contains(t.Term)).ToList();
        var whole = hits.Where(t => t.Kind is not (TermKind.Part or TermKind.Stop)).ToList();
        return whole.Count > 0 ? whole : hits;
    }

    /// <summary>The window with most different terms.</summary>
    private static int BestStart(List<TextTerm> hits, int length)
    {
        if (length <= SnippetLength || hits.Count == 0)
        {
            return 0;
        }

        var (best, bestCount) = (hits[0].Start, 0);
        for (var i = 0; i < hits.Count; i++)
        {
            var end = hits[i].Start + SnippetLength - Before;
            var count = hits.Skip(i).TakeWhile(h => h.Start + h.Length <= end).Select(h => h.Term).Distinct().Count();
            if (count > bestCount)
            {
                (best, bestCount) = (hits[i].Start, count);
            }
        }

        return Math.Max(0, Math.Min(best - Before, length - SnippetLength));
    }

    private static List<TextPart> Split(string text, int start, int end, List<TextTerm> hits)
    {
        var parts = new List<TextPart>();
        var position = start;
        foreach (var (from, to) in Merge(hits).Where(h => h.From >= start && h.To <= end))
        {
            if (from > position)
            {
                parts.Add(new TextPart(text[position..from], false));
            }

            parts.Add(new TextPart(text[from..to], true));
            position = to;
        }

        if (position < end)
        {
            parts.Add(new TextPart(text[position..end], false));
        }

        return parts;
    }

    private static List<(int From, int To)> Merge(List<TextTerm> hits)
    {
        var merged = new List<(int From, int To)>();
        foreach (var hit in hits.OrderBy(h => h.Start))
        {
            if (merged.Count > 0 && hit.Start <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, hit.Start + hit.Length));
            }
            else
            {
                merged.Add((hit.Start, hit.Start + hit.Length));
            }
        }

        return merged;
    }
}
