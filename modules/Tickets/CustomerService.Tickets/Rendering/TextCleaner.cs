using System.Text;
using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Rendering;

/// <summary>
/// What no database and no screen should get: text that is not well-formed, direction tricks in one-line texts. What
/// shows nothing is empty.
/// </summary>
internal static class TextCleaner
{
    /// <summary>A text of several lines.</summary>
    public static string Clean(string? text) => Filter(text ?? "", rune => rune.Value is '\n' or '\t' || !Rune.IsControl(rune)).Trim();

    /// <summary>A name, a subject: one line, spaces single, no marks that turn the reading direction.</summary>
    public static string CleanLine(string? text) =>
        string.Join(
            ' ',
            Filter(text ?? "", rune => Rune.IsWhiteSpace(rune) || (!Rune.IsControl(rune) && !TurnsDirection(rune)))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    public static bool TurnsDirection(Rune rune) =>
        rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F;

    private static string Filter(string text, Func<Rune, bool> keep)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in WellFormed.Of(text.ReplaceLineEndings("\n")).EnumerateRunes())
        {
            if (keep(rune))
            {
                result.Append(rune);
            }
        }

        return WellFormed.IsBlank(text) ? "" : result.ToString();
    }
}
