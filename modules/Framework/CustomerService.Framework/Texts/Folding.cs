using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>
/// Makes characters alike that people take for the same: width, case, accents, traditional and simplified characters.
/// The same for everything that is searched and for every address that is made from a name.
/// </summary>
public static class Folding
{
    /// <summary>Letters that Unicode does not take apart, as they are written where they are missing.</summary>
    private static readonly FrozenDictionary<char, string> Written = new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['ǽ'] = "ae",
        ['Ǽ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ø'] = "o",
        ['Ø'] = "o",
        ['ǿ'] = "o",
        ['Ǿ'] = "o",
        ['đ'] = "d",
        ['Đ'] = "d",
        ['ð'] = "d",
        ['Ð'] = "d",
        ['ħ'] = "h",
        ['Ħ'] = "h",
        ['ł'] = "l",
        ['Ł'] = "l",
        ['ŧ'] = "t",
        ['Ŧ'] = "t",
        ['ı'] = "i",
        ['ŋ'] = "n",
        ['Ŋ'] = "n",
    }.ToFrozenDictionary();

    private static readonly char[] Folded = FoldAll();

    /// <summary>Small letter, half width, without accents, simplified; one character in, one out.</summary>
    public static char Fold(char c) => Folded[c];

    /// <summary>What a letter is written as that stands for several: ß, æ, ligatures. null for all others.</summary>
    public static string? Expand(char c) =>
        Written.TryGetValue(c, out var written) ? (written.Length > 1 ? written : null)
        : c is (> '\u007F' and < '\u2E80') or (>= '\uFB00' and <= '\uFDFF') && char.IsLetter(c) && Bases(c) is { Length: > 1 } letters
            ? letters
        : null;

    private static char[] FoldAll()
    {
        var simplified = ReadSimplified();
        var folded = new char[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var c = Alike((char)i);
            folded[i] = simplified.GetValueOrDefault(c, c);
        }

        return folded;
    }

    private static char Alike(char c) =>
        c < 0x80 ? char.ToLowerInvariant(c)
        : c is '\u3000' or '\u00A0' ? ' '
        : c is >= '\uFF01' and <= '\uFF5E' ? char.ToLowerInvariant((char)(c - 0xFEE0))
        // Nothing in these is taken apart, and there are many of them.
        : c is (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uDFFF') or >= '\uFFFE' ? c
        : c >= 0x2E80 ? (WellFormed.Normalize(c.ToString(), NormalizationForm.FormKC) is [var one] ? one : c)
        : Written.TryGetValue(c, out var written) ? (written is [var only] ? only : char.ToLowerInvariant(c))
        : char.IsLetter(c) && Bases(c) is [var letter] ? letter
        : char.ToLowerInvariant(c);

    /// <summary>The letters of a character without their marks.</summary>
    private static string Bases(char c) =>
        string.Concat(
            WellFormed
                .Normalize(c.ToString(), NormalizationForm.FormKD)
                .Where(part => char.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                .Select(char.ToLowerInvariant)
        );

    /// <summary>Lines of a character and its variants, which mean the same.</summary>
    private static Dictionary<char, char> ReadSimplified()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Texts/Data/han-folding.txt")
            ?? throw new InvalidOperationException("The table of Han characters is not embedded.");
        using var reader = new StreamReader(stream);
        var simplified = new Dictionary<char, char>();
        foreach (
            var line in reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(l => l[0] != '#')
        )
        {
            foreach (var variant in line.AsSpan(1))
            {
                simplified[variant] = line[0];
            }
        }

        return simplified;
    }
}
