using System.Globalization;
using System.Text;
using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Search;

/// <summary>
/// Cuts text into terms, the same way for what is stored and what is asked: words of Latin and other alphabets in lower case without their
/// commonest endings; Chinese, Japanese and Korean as single characters and pairs, so that words of one and two characters are found.
/// </summary>
internal static class SearchTerms
{
    private const int MaxText = 6000;

    /// <summary>All terms of a text that is stored.</summary>
    public static IReadOnlySet<string> OfDocument(params string?[] texts)
    {
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in texts.OfType<string>())
        {
            foreach (var run in Runs(text))
            {
                if (run.IsIdeographic)
                {
                    AddIdeographs(run.Text, terms, true);
                }
                else
                {
                    terms.Add(Stem(run.Text));
                }
            }
        }

        return terms;
    }

    /// <summary>The terms that all must occur, most selective first.</summary>
    public static IReadOnlyList<string> OfQuery(string query)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(query))
        {
            if (run.IsIdeographic)
            {
                AddIdeographs(run.Text, terms, RuneCount(run.Text) == 1);
            }
            else
            {
                terms.Add(Stem(run.Text));
            }
        }

        return [.. terms.OrderByDescending(t => t.Length)];
    }

    private static void AddIdeographs(string text, ISet<string> terms, bool single)
    {
        var characters = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        for (var i = 0; i < characters.Count; i++)
        {
            if (single)
            {
                terms.Add(characters[i]);
            }

            if (i > 0)
            {
                terms.Add(characters[i - 1] + characters[i]);
            }
        }
    }

    private static IEnumerable<(string Text, bool IsIdeographic)> Runs(string text)
    {
        var folded = WellFormed.Cut(text, MaxText).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var run = new StringBuilder();
        bool? ideographic = null;
        foreach (var rune in folded.EnumerateRunes())
        {
            bool? kind =
                IsIdeograph(rune) ? true
                : Rune.IsLetterOrDigit(rune) || IsMark(rune) ? false
                : null;
            if (kind != ideographic && run.Length > 0)
            {
                yield return (run.ToString(), ideographic!.Value);
                run.Clear();
            }

            if (kind is not null)
            {
                run.Append(rune);
            }

            ideographic = kind;
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), ideographic!.Value);
        }
    }

    /// <summary>refunds, refunded, refunding → refund. Coarse on purpose: both sides are cut alike.</summary>
    private static string Stem(string word)
    {
        var cut = word switch
        {
            { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
            { Length: > 4 } when word.EndsWith("ied", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) => word[
                ..^3
            ] + "y",
            { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
            { Length: > 4 } when word.EndsWith("es", StringComparison.Ordinal) => word[..^2],
            { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        cut = cut.Length > 4 && cut.EndsWith('e') ? cut[..^1] : cut;
        return cut.Length > TicketTerm.MaxLength ? cut[..TicketTerm.MaxLength] : cut;
    }

    private static int RuneCount(string text) => text.EnumerateRunes().Count();

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeograph(Rune rune) =>
        rune.Value
            is (>= 0x3040 and <= 0x30FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7AF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x323AF);
}
