using System.Globalization;
using System.Text;
using CustomerService.Framework.Texts;

namespace CustomerService.Verification.Channels;

/// <summary>
/// Whether something that is not the tenant's was made to be taken for it: letters that look alike, a letter more or
/// less, the company's name inside of another.
/// </summary>
internal static class Likeness
{
    /// <summary>Shorter words stand inside of others by chance.</summary>
    private const int WordLength = 4;

    /// <summary>A Chinese character says as much as a few letters.</summary>
    private const int HanLength = 2;

    private const int NearLength = 5;
    private const int PhoneLength = 7;

    private static readonly Dictionary<char, char> Twins = Pairs("аaеeоoрpсcуyхxіlѕsԁdһhӏlкkмmтtвbнhαaοoνvρpιlκkτt0o1lil|l5s3e");

    /// <param name="asked">Cleaned.</param>
    /// <param name="channel">A channel of the tenant, by its key.</param>
    public static bool Looks(string asked, ChannelKind kind, string channel)
    {
        var text = Skeleton(Readable(asked));
        return kind switch
        {
            ChannelKind.Phone => ChannelKey.Of(ChannelKind.Phone, asked) is { Length: >= PhoneLength } number
                && channel.Length >= PhoneLength
                && (number.Contains(channel, StringComparison.Ordinal) || IsNear(number, channel)),
            ChannelKind.Account => Holds(text, Skeleton(channel)),
            _ => Holds(text, Skeleton(Brand(channel[(channel.LastIndexOf('@') + 1)..]))),
        };
    }

    /// <summary>The part of a domain that names its owner: before the ending, which may be of two parts (com.cn).</summary>
    public static string Brand(string host)
    {
        var labels = host.Split('.');
        var last = labels.Length - 2;
        return last > 0 && labels[last].Length <= 3 && labels[^1].Length == 2 ? labels[last - 1] : labels[Math.Max(0, last)];
    }

    /// <summary>What the eye takes it for.</summary>
    public static string Skeleton(string text)
    {
        var letters = WellFormed
            .Normalize(text, NormalizationForm.FormD)
            .Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && (char.IsLetterOrDigit(c) || c == '|'))
            .Select(c => Twins.GetValueOrDefault(c, c));
        return string.Concat(letters).Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal);
    }

    private static bool Holds(string text, string word) =>
        word.Length >= (word.Any(c => c >= 0x2E80) ? HanLength : WordLength)
        && (text.Contains(word, StringComparison.Ordinal) || Windows(text, word).Any(w => IsNear(w, word)));

    /// <summary>Stretches of the text about as long as the word.</summary>
    private static IEnumerable<string> Windows(string text, string word) =>
        word.Length < NearLength
            ? []
            : from length in new[] { word.Length - 1, word.Length, word.Length + 1 }
            from start in Enumerable.Range(0, Math.Max(0, text.Length - length + 1))
            select text.Substring(start, length);

    /// <summary>One letter other, more, less, or two changed over.</summary>
    private static bool IsNear(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
        {
            return false;
        }

        var from = 0;
        while (from < a.Length && from < b.Length && a[from] == b[from])
        {
            from++;
        }

        var restA = a.AsSpan(from);
        var restB = b.AsSpan(from);
        return restA.SequenceEqual(restB)
            || (
                restA.Length == restB.Length
                && (
                    restA[1..].SequenceEqual(restB[1..])
                    || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]))
                )
            )
            || (restA.Length > restB.Length && restA[1..].SequenceEqual(restB))
            || (restB.Length > restA.Length && restB[1..].SequenceEqual(restA));
    }

    /// <summary>Names in other alphabets travel as "xn--…".</summary>
    private static string Readable(string text)
    {
        try
        {
            return text.Contains("xn--", StringComparison.Ordinal)
                ? string.Join(
                    '/',
                    text.Split('/')
                        .Select(part =>
                            part.StartsWith("xn--", StringComparison.Ordinal) || part.Contains(".xn--", StringComparison.Ordinal)
                                ? new IdnMapping().GetUnicode(part)
                                : part
                        )
                )
                : text;
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static Dictionary<char, char> Pairs(string twins) => twins.Chunk(2).ToDictionary(p => p[0], p => p[1]);
}
