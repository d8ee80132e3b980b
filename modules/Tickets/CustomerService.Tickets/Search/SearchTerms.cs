using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Search;

/// <summary>The terms of a ticket and of what is asked, cut by the same analyzer as articles.</summary>
internal static class SearchTerms
{
    /// <summary>More words than this find nothing that these did not find.</summary>
    private const int MaxAsked = 24;

    /// <summary>All terms of texts that are stored.</summary>
    public static IReadOnlySet<string> OfDocument(params string?[] texts) =>
        texts.OfType<string>().SelectMany(TextAnalyzer.Analyze).Select(t => t.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The terms that all must occur, most selective first. Of words that every sentence has, the longest counts, and only
    /// when there are no others.
    /// </summary>
    public static IReadOnlyList<string> OfQuery(string query)
    {
        var terms = TextAnalyzer.Analyze(query).FindAll(t => t.Kind != TermKind.Part);
        var telling = terms.FindAll(t => t.Kind != TermKind.Stop);
        return telling.Count > 0
            ? [.. telling.Select(t => t.Term).Distinct().OrderByDescending(t => t.Length).Take(MaxAsked)]
            : [.. terms.Select(t => t.Term).OrderByDescending(t => t.Length).Take(1)];
    }
}
