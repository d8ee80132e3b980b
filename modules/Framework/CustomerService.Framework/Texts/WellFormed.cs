using System.Buffers;
using System.Globalization;
using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>
/// Text as every part of the product may expect it: no halves of characters, no noncharacters, no control characters
/// besides tab and line breaks. Some databases refuse them, Unicode normalization throws, and nobody can see them.
/// </summary>
public static class WellFormed
{
    /// <summary>What may be wrong: each of them is looked at more closely.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        .. Enumerable
            .Range(0, char.MaxValue + 1)
            .Select(c => (char)c)
            .Where(c => char.IsSurrogate(c) || (char.IsControl(c) && !IsKept(c)) || IsNoncharacter(c)),
    ]);

    /// <returns>The same string when nothing is wrong with it, which is nearly always.</returns>
    public static string Of(string text)
    {
        var at = text.AsSpan().IndexOfAny(Suspects);
        if (at < 0)
        {
            return text;
        }

        var (result, changed) = (new StringBuilder(text.Length).Append(text, 0, at), false);
        while (at < text.Length)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
            {
                rune = Rune.ReplacementChar;
                changed = true;
            }

            var kept = Keep(rune);
            changed |= kept != rune;
            if (kept is { } good)
            {
                result.Append(good);
            }

            at += length;
        }

        return changed ? result.ToString() : text;
    }

    /// <summary>As <see cref="string.Normalize(NormalizationForm)"/>, which throws at text that is not well-formed.</summary>
    public static string Normalize(string text, NormalizationForm form) => Of(text).Normalize(form);

    /// <summary>The beginning, well-formed, without cutting through what a reader sees as one character.</summary>
    /// <param name="max">In UTF-16 units, as in columns and limits.</param>
    public static string Cut(string text, int max)
    {
        text = Of(text);
        if (text.Length <= max)
        {
            return text;
        }

        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= max)
        {
            end = next;
        }

        // A heap of marks can be longer than all there is room for: then at least no pair is torn.
        return end > 0 ? text[..end]
            : max > 0 && char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)]
            : text[..max];
    }

    /// <summary>What stands for a name in a circle: its first visible character, whole and in capitals; a dot when there is none.</summary>
    public static string Initial(string? name)
    {
        var elements = StringInfo.GetTextElementEnumerator(Of(name ?? ""));
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (!IsBlank(element) && element[0] != Rune.ReplacementChar.Value)
            {
                return element.ToUpperInvariant();
            }
        }

        return "·";
    }

    /// <summary>Whether a reader would see nothing: spaces, marks without a letter, characters of no width.</summary>
    public static bool IsBlank(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || IsNoncharacter(rune.Value)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
        // Letters by their category, but without ink: the Hangul fillers and the empty Braille pattern.
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;

    private static Rune? Keep(Rune rune) =>
        rune.Value is 0x0B or 0x0C or 0x85 ? new Rune('\n')
        : (rune.IsBmp && IsKept((char)rune.Value)) || !(Rune.IsControl(rune) || IsNoncharacter(rune.Value)) ? rune
        : null;

    private static bool IsKept(char c) => c is '\t' or '\n' or '\r';

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
