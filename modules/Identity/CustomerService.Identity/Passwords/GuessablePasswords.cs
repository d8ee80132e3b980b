using System.Collections.Frozen;
using System.Text;
using CustomerService.Framework.Texts;

namespace CustomerService.Identity.Passwords;

/// <summary>
/// Passwords that are tried first: the 10,000 commonest, one or two of the commonest words, or the names of company and person, in any
/// case, with digits and signs before, after and in between, or in their place (<c>P@ssw0rd</c>); runs over the keyboard; digits alone;
/// the same again and again. Passphrases of three words pass.
/// </summary>
internal static class GuessablePasswords
{
    /// <summary>Letters that stay beside a name.</summary>
    private const int FewLetters = 4;
    private const int MinName = 3;
    private const int MinRun = 3;
    private const int MaxRepeated = 4;

    private static readonly FrozenSet<string> Words = Read("CommonWords");
    private static readonly FrozenSet<string> Passwords = Read("CommonPasswords");

    /// <summary>They make no word less common.</summary>
    private static readonly string[] Fillers = ["my", "the", "new", "our", "is", "its", "this", "a", "i", "am"];

    /// <summary>How signs are read; one and the exclamation mark are taken for either letter.</summary>
    private static readonly (string Signs, string Letters)[] Readings =
    [
        ("", ""),
        ("0134578@$!9", "oieastbasig"),
        ("0134578@$!9", "oleastbaslg"),
    ];

    /// <summary>Each is walked in both directions.</summary>
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "qwertzuiop",
        "azertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "qazwsxedcrfvtgbyhnujm",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
    ];

    private static readonly FrozenSet<string> Runs = Rows.SelectMany(r => new[] { r, Reverse(r) })
        .SelectMany(r => Enumerable.Range(0, r.Length - MinRun + 1).Select(i => r.Substring(i, MinRun)))
        .ToFrozenSet();

    /// <param name="names">Of the company and the person, as they are written.</param>
    public static bool Contains(string password, IEnumerable<string> names)
    {
        var text = WellFormed.Normalize(password, NormalizationForm.FormKC).ToLowerInvariant();
        var parts = names.SelectMany(PartsOf).Distinct().OrderByDescending(n => n.Length).ToList();
        return IsOneOf(Passwords, text)
            || IsMonotonous(Only(text, char.IsLetterOrDigit))
            || Readings.Any(r => IsGuessable(Read(text, r.Signs, r.Letters), parts));
    }

    private static bool IsGuessable(string text, List<string> names)
    {
        var rest = Only(text, char.IsLetterOrDigit);
        var withoutNames = names.Aggregate(rest, (r, name) => r.Replace(name, "", StringComparison.Ordinal));
        var letters = Only(withoutNames, char.IsLetter);
        return letters.Length == 0
            || IsOneOf(Passwords, withoutNames)
            || (withoutNames.Length < rest.Length && letters.Length < FewLetters)
            || IsCommon(letters)
            || Enumerable.Range(1, letters.Length - 1).Any(i => IsCommonOrFiller(letters[..i]) && IsCommon(letters[i..]))
            || Enumerable.Range(1, letters.Length - 1).Any(i => IsCommon(letters[..i]) && IsCommonOrFiller(letters[i..]));
    }

    private static bool IsCommonOrFiller(string letters) => Fillers.Contains(letters) || IsCommon(letters);

    private static bool IsCommon(string letters) => IsOneOf(Words, letters);

    private static bool IsOneOf(FrozenSet<string> list, string text) =>
        list.Contains(text) || (UnitOf(text) is { } unit && list.Contains(unit));

    /// <summary>Runs over the keyboard or the alphabet from end to end, or a few signs again and again.</summary>
    private static bool IsMonotonous(string text)
    {
        if (text.Length == 0 || UnitOf(text) is { Length: <= MaxRepeated })
        {
            return true;
        }

        var isInRun = new bool[text.Length];
        for (var i = 0; i + MinRun <= text.Length; i++)
        {
            var three = text.Substring(i, MinRun);
            if (Runs.Contains(three) || three.Distinct().Count() == 1)
            {
                Array.Fill(isInRun, true, i, MinRun);
            }
        }

        // A digit or two more make a run no better.
        return text.Where((c, i) => !isInRun[i]).Count() is 0 or 1 || text.Where((c, i) => !isInRun[i]).All(char.IsDigit);
    }

    /// <returns>What the text repeats from end to end; null when it does not.</returns>
    private static string? UnitOf(string text) =>
        Enumerable
            .Range(1, text.Length / 2)
            .Where(n => text.Length % n == 0 && string.Concat(Enumerable.Repeat(text[..n], text.Length / n)) == text)
            .Select(n => text[..n])
            .FirstOrDefault();

    /// <summary>The name as one word, and its words.</summary>
    private static IEnumerable<string> PartsOf(string name)
    {
        var text = WellFormed.Normalize(name, NormalizationForm.FormKC).ToLowerInvariant();
        return text.Split([.. text.Where(c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries)
            .Append(Only(text, char.IsLetterOrDigit))
            .Where(w => w.Length >= MinName || (w.Length == 2 && w.All(c => c >= '\u3400')));
    }

    /// <summary>What decorates the ends is no letter, whatever it looks like.</summary>
    private static string Read(string text, string signs, string letters) =>
        string.Concat(
            text.Trim([.. text.Where(c => char.IsDigit(c) || c is '!' or '.' or '-' or '_' or ' ' or '#' or '*' or '?')])
                .Select(c => signs.IndexOf(c) is var i and >= 0 ? letters[i] : c)
        );

    private static string Only(string text, Func<char, bool> keep) => string.Concat(text.Where(keep));

    private static string Reverse(string text) => string.Concat(text.Reverse());

    private static FrozenSet<string> Read(string list)
    {
        using var stream = typeof(GuessablePasswords).Assembly.GetManifestResourceStream($"Passwords/Data/{list}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }
}
