namespace CustomerService.Knowledge.Search;

/// <summary>A light stemmer: plurals, -ing, -ed, -ly, and the commonest noun endings. What has a digit in it stays whole.</summary>
internal static class EnglishStemmer
{
    private const int MinStem = 3;

    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("ification", "ifi"), ("ization", "iz"), ("isation", "iz"), ("ations", ""), ("ation", ""), ("ating", ""), ("ated", ""), ("ates", ""), ("ate", ""), ("ement", ""), ("ment", ""),
        ("able", ""), ("ible", ""), ("ness", ""), ("fully", ""), ("ful", ""), ("ingly", ""), ("edly", ""), ("ally", "al"), ("ly", ""), ("ing", ""), ("ed", ""), ("er", ""), ("or", ""), ("ion", ""),
    ];

    public static string Stem(string word)
    {
        if (word.Length <= MinStem || word.Any(c => !char.IsAsciiLetterLower(c)))
        {
            return word;
        }

        var stem = WithoutPlural(word);
        foreach (var (ending, instead) in Endings)
        {
            if (stem.EndsWith(ending, StringComparison.Ordinal) && stem.Length - ending.Length >= MinStem && HasVowel(stem.AsSpan(0, stem.Length - ending.Length)))
            {
                stem = stem[..^ending.Length] + instead;
                break;
            }
        }

        return Finish(stem);
    }

    private static string WithoutPlural(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
        {
            return word[..^3] + "y";
        }

        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal))
        {
            return word[..^2];
        }

        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    /// <summary>What the endings leave: doubled consonants, a mute e, y as i.</summary>
    private static string Finish(string stem)
    {
        if (stem.Length > MinStem && stem[^1] == 'e')
        {
            stem = stem[..^1];
        }

        if (stem.Length > MinStem && stem[^1] == stem[^2] && !IsVowel(stem[^1]))
        {
            stem = stem[..^1];
        }

        return stem.Length >= MinStem && stem[^1] == 'y' && !IsVowel(stem[^2]) ? stem[..^1] + "i" : stem;
    }

    private static bool HasVowel(ReadOnlySpan<char> letters) => letters.ContainsAny("aeiouy");

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
