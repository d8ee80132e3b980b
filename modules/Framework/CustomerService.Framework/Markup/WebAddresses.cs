using System.Text;

namespace CustomerService.Framework.Markup;

/// <summary>
/// Finds web addresses in running text, the same for what customers write, replies, articles and mails. An address ends
/// before punctuation that belongs to the sentence, of whichever script, and keeps brackets that close inside of it.
/// </summary>
public static class WebAddresses
{
    /// <summary>No browser promises more, and a hostile text of nothing but beginnings stays cheap.</summary>
    private const int MaxLength = 2000;

    private static readonly string[] Beginnings = ["https://", "http://", "www."];

    /// <summary>All addresses, in order.</summary>
    public static IEnumerable<Range> In(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (LengthAt(text, i) is var length and > 0)
            {
                yield return i..(i + length);
                i += length - 1;
            }
        }
    }

    /// <summary>What an address leads to: <c>www.</c> alone has no scheme.</summary>
    public static string Target(string address) =>
        address.StartsWith(Beginnings[2], StringComparison.OrdinalIgnoreCase) ? "http://" + address : address;

    /// <returns>How many characters the address has that begins exactly here; 0 when none does.</returns>
    public static int LengthAt(string text, int start)
    {
        if (
            text[start] is not ('h' or 'H' or 'w' or 'W')
            || (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
            || Array.Find(Beginnings, b => string.Compare(text, start, b, 0, b.Length, StringComparison.OrdinalIgnoreCase) == 0)
                is not { } beginning
        )
        {
            return 0;
        }

        var host = start + beginning.Length;
        var end = TrimmedEnd(text, start, End(text, host));
        var hasHost =
            end > host && IsWordRune(RuneAt(text, host)) && (beginning != Beginnings[2] || text.IndexOf('.', host, end - host) > 0);
        return hasHost ? end - start : 0;
    }

    /// <summary>The first character that cannot belong to the address, or the bracket that never closes.</summary>
    private static int End(string text, int host)
    {
        var open = new Stack<(char Closing, int At)>();
        var at = host;
        var isInHost = true;
        while (at < text.Length && at - host < MaxLength)
        {
            var rune = RuneAt(text, at);
            if (!Continues(text, at, rune, isInHost))
            {
                break;
            }

            if (ClosingOf(text[at]) is { } closing)
            {
                open.Push((closing, at));
            }
            else if (text[at] is ')' or ']' or '}')
            {
                if (!open.TryPeek(out var last) || last.Closing != text[at])
                {
                    break;
                }

                open.Pop();
            }

            isInHost &= text[at] is not ('/' or '?' or '#');
            at += rune.Utf16SequenceLength;
        }

        // "https://example.com/a(see below" - the bracket is the sentence's.
        return open.Count > 0 ? open.Last().At : at;
    }

    private static bool Continues(string text, int at, Rune rune, bool isInHost)
    {
        if (!rune.IsAscii)
        {
            return IsWordRune(rune) && (!IsEastAsian(rune) || MayPrecedeEastAsian(text, at - 1, isInHost));
        }

        return text[at] switch
        {
            <= ' ' or '\x7F' or '<' or '>' or '"' or '`' or '\\' or '^' or '|' => false,
            '*' or '~' => at + 1 >= text.Length || text[at + 1] != text[at],
            ',' or ';' => !Array.Exists(
                Beginnings,
                b => string.Compare(text, at + 1, b, 0, b.Length, StringComparison.OrdinalIgnoreCase) == 0
            ),
            _ => true,
        };
    }

    /// <summary>
    /// Chinese goes on without a blank: "see https://example.com/a谢谢". A Chinese part of an address begins after one of
    /// its marks.
    /// </summary>
    private static bool MayPrecedeEastAsian(string text, int previous, bool isInHost) =>
        text[previous] is '/' or '-' or '_' or '='
        || (isInHost ? text[previous] == '.' : text[previous] is '?' or '#' or '&' or '+')
        || (text[previous] == '(' && text[previous - 1] == '_')
        || !char.IsAscii(text[previous]);

    private static int TrimmedEnd(string text, int start, int end)
    {
        while (end > start && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_' or '~' or '(' or '[' or '{')
        {
            end--;
        }

        return end;
    }

    private static char? ClosingOf(char opening) =>
        opening switch
        {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            _ => null,
        };

    private static Rune RuneAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsWordRune(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>Scripts that are written without blanks between words, and full-width forms.</summary>
    private static bool IsEastAsian(Rune rune) =>
        rune.Value
            is (>= 0x1100 and <= 0x11FF)
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF00 and <= 0xFFEF)
                or (>= 0x20000 and <= 0x3FFFF);
}
