namespace CustomerService.Framework.Texts;

/// <summary>The Snowball stemmer for English (Porter2). What has anything but small Latin letters in it stays whole.</summary>
public static class EnglishStemmer
{
    private const int MinWord = 3;
    private const string Vowels = "aeiouy";

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
        ["inning"] = "inning",
        ["outing"] = "outing",
        ["canning"] = "canning",
        ["herring"] = "herring",
        ["earring"] = "earring",
        ["proceed"] = "proceed",
        ["exceed"] = "exceed",
        ["succeed"] = "succeed",

        // Beyond Snowball: too common at a help desk to be kept apart from their verbs.
        ["payment"] = "pay",
        ["payments"] = "pay",
        ["shipment"] = "ship",
        ["shipments"] = "ship",
    };

    private static readonly string[] Doubles = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];

    private static readonly (string Ending, string Instead)[] Step2 =
    [
        ("ization", "ize"),
        ("ational", "ate"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("tional", "tion"),
        ("biliti", "ble"),
        ("lessli", "less"),
        ("entli", "ent"),
        ("ation", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("ousli", "ous"),
        ("iviti", "ive"),
        ("fulli", "ful"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("izer", "ize"),
        ("ator", "ate"),
        ("alli", "al"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("li", ""),
    ];

    private static readonly (string Ending, string Instead)[] Step3 =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ative", ""),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement",
        "ance",
        "ence",
        "able",
        "ible",
        "ment",
        "ant",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "ion",
        "al",
        "er",
        "ic",
    ];

    public static string Stem(string word)
    {
        if (word.Length < MinWord || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var exception))
        {
            return exception;
        }

        // Beyond Snowball as well: verification is what happens when one verifies.
        word =
            word.EndsWith("ifications", StringComparison.Ordinal) ? $"{word[..^10]}ify"
            : word.EndsWith("ification", StringComparison.Ordinal) ? $"{word[..^9]}ify"
            : word;

        // A consonant y is written large, so that the rules do not take it for a vowel.
        var letters = word.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = letters[i] == 'y' && (i == 0 || IsVowel(letters[i - 1])) ? 'Y' : letters[i];
        }

        var stem = new string(letters);
        var r1 = FirstRegion(stem);
        var r2 = RegionAfter(stem, r1);
        stem = EndStep(LongEndings(stem, r1, r2), r1, r2);
        return stem.ToLowerInvariant();
    }

    private static string LongEndings(string stem, int r1, int r2)
    {
        stem = Participles(Plural(stem), r1);
        if (stem.Length > 2 && stem[^1] is 'y' or 'Y' && !IsVowel(stem[^2]))
        {
            stem = stem[..^1] + "i";
        }

        stem = Replace(
            stem,
            Step2,
            r1,
            (ending, rest) =>
                ending switch
                {
                    "ogi" => rest.EndsWith('l'),
                    "li" => rest.Length > 0 && "cdeghkmnrt".Contains(rest[^1]),
                    _ => true,
                }
        );
        return Replace(stem, Step3, r1, (ending, rest) => ending != "ative" || rest.Length >= r2);
    }

    private static string EndStep(string stem, int r1, int r2)
    {
        foreach (var ending in Step4)
        {
            if (stem.EndsWith(ending, StringComparison.Ordinal))
            {
                var rest = stem[..^ending.Length];
                stem = rest.Length >= r2 && (ending != "ion" || rest.EndsWith('s') || rest.EndsWith('t')) ? rest : stem;
                break;
            }
        }

        if (stem.EndsWith('e') && (stem.Length - 1 >= r2 || (stem.Length - 1 >= r1 && !EndsShort(stem[..^1]))))
        {
            return stem[..^1];
        }

        return stem.EndsWith("ll", StringComparison.Ordinal) && stem.Length - 1 >= r2 ? stem[..^1] : stem;
    }

    private static string Plural(string stem)
    {
        if (stem.EndsWith("sses", StringComparison.Ordinal))
        {
            return stem[..^2];
        }

        if (stem.EndsWith("ied", StringComparison.Ordinal) || stem.EndsWith("ies", StringComparison.Ordinal))
        {
            return stem.Length > 4 ? stem[..^2] : stem[..^1];
        }

        return stem[^1] == 's' && stem[^2] is not ('s' or 'u') && stem[..^2].AsSpan().ContainsAny(Vowels) ? stem[..^1] : stem;
    }

    private static string Participles(string stem, int r1)
    {
        if (stem.EndsWith("eedly", StringComparison.Ordinal) || stem.EndsWith("eed", StringComparison.Ordinal))
        {
            var rest = stem[..stem.LastIndexOf("eed", StringComparison.Ordinal)];
            return rest.Length >= r1 ? rest + "ee" : stem;
        }

        foreach (var ending in (string[])["ingly", "edly", "ing", "ed"])
        {
            if (stem.EndsWith(ending, StringComparison.Ordinal))
            {
                var rest = stem[..^ending.Length];
                return rest.AsSpan().ContainsAny(Vowels) ? Mend(rest, r1) : stem;
            }
        }

        return stem;
    }

    /// <summary>What stays when -ed or -ing is gone: hop(p)ing, hop(e)ing.</summary>
    private static string Mend(string rest, int r1)
    {
        if (
            rest.EndsWith("at", StringComparison.Ordinal)
            || rest.EndsWith("bl", StringComparison.Ordinal)
            || rest.EndsWith("iz", StringComparison.Ordinal)
        )
        {
            return rest + "e";
        }

        if (rest.Length > 2 && Doubles.Any(d => rest.EndsWith(d, StringComparison.Ordinal)))
        {
            return rest[..^1];
        }

        return r1 >= rest.Length && EndsShort(rest) ? rest + "e" : rest;
    }

    private static string Replace(string stem, (string Ending, string Instead)[] rules, int r1, Func<string, string, bool> allows)
    {
        foreach (var (ending, instead) in rules)
        {
            if (stem.EndsWith(ending, StringComparison.Ordinal))
            {
                var rest = stem[..^ending.Length];
                return rest.Length >= r1 && allows(ending, rest) ? rest + instead : stem;
            }
        }

        return stem;
    }

    private static int FirstRegion(string word)
    {
        foreach (var prefix in (string[])["gener", "commun", "arsen"])
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal))
            {
                return prefix.Length;
            }
        }

        return RegionAfter(word, 0);
    }

    /// <summary>Behind the first consonant that follows a vowel.</summary>
    private static int RegionAfter(string word, int start)
    {
        for (var i = start + 1; i < word.Length; i++)
        {
            if (!IsVowel(word[i]) && IsVowel(word[i - 1]))
            {
                return i + 1;
            }
        }

        return word.Length;
    }

    private static bool EndsShort(string word) =>
        word.Length switch
        {
            < 2 => false,
            2 => IsVowel(word[0]) && !IsVowel(word[1]),
            _ => !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y') && IsVowel(word[^2]) && !IsVowel(word[^3]),
        };

    private static bool IsVowel(char c) => Vowels.Contains(c);
}
