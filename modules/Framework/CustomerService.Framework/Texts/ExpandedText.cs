using System.Buffers;
using System.Globalization;
using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>
/// A text in which every character can be folded on its own: accents composed or dropped, ligatures written out, what
/// has no width left out. It remembers where each character stood.
/// </summary>
internal sealed class ExpandedText
{
    private static readonly SearchValues<char> Expanding = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(NeedsExpansion),
    ]);

    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _places = [];

    private ExpandedText(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = start + StringInfo.GetNextTextElementLength(text.AsSpan(start));
            Add(text[start..end], (start, end));
            start = end;
        }
    }

    /// <summary>null when the text is fit as it is, which is nearly always.</summary>
    public static ExpandedText? Of(string text) => text.AsSpan().IndexOfAny(Expanding) < 0 ? null : new ExpandedText(text);

    public override string ToString() => _text.ToString();

    public TextTerm PlaceOf(TextTerm term)
    {
        var (start, end) = (_places[term.Start].Start, _places[term.Start + term.Length - 1].End);
        return term with { Start = start, Length = end - start };
    }

    private void Add(string element, (int Start, int End) place)
    {
        var isNarrowKana = element.AsSpan().ContainsAnyInRange('\uFF65', '\uFF9F');
        var composed = WellFormed.Normalize(element, isNarrowKana ? NormalizationForm.FormKC : NormalizationForm.FormC);
        foreach (var rune in composed.EnumerateRunes())
        {
            var text =
                IsLeftOut(rune) ? ""
                : !rune.IsBmp
                    ? Rune.IsLetterOrDigit(rune) ? WellFormed.Normalize(rune.ToString(), NormalizationForm.FormKC)
                        : " "
                : Folding.Expand((char)rune.Value) ?? rune.ToString();
            _text.Append(text);
            _places.AddRange(Enumerable.Repeat(place, text.Length));
        }
    }

    private static bool IsLeftOut(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value != 0x200B);

    private static bool NeedsExpansion(char c) =>
        char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        || c is (>= '\u1100' and <= '\u11FF') or (>= '\uFF65' and <= '\uFF9F')
        || Folding.Expand(c) is not null;
}
