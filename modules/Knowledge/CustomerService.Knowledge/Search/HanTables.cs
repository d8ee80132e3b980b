using System.Collections.Frozen;
using System.Reflection;

namespace CustomerService.Knowledge.Search;

/// <summary>What the analyzer knows of Han characters: how they are read.</summary>
internal static class HanTables
{
    private const int MaxReadings = 3;

    private static readonly FrozenDictionary<char, string[]> Readings = ReadReadings();
    private static readonly FrozenSet<string> Syllables = Readings.Values.SelectMany(r => r).ToFrozenSet();
    private static readonly int LongestSyllable = Syllables.Max(s => s.Length);

    /// <summary>Syllables without tone; none for what is rarely read aloud.</summary>
    public static IReadOnlyList<string> ReadingsOf(char c) => Readings.TryGetValue(c, out var readings) ? readings : [];

    public static IEnumerable<string> SyllablesStartingWith(string letters) =>
        Syllables.Where(s => s.StartsWith(letters, StringComparison.Ordinal));

    /// <summary>
    /// All ways to read small Latin letters as pinyin, at most <paramref name="max"/>, longest syllables first:
    /// <c>xian</c> is xian and xi an.
    /// With <paramref name="isUnfinished"/> the last syllable may be a beginning.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Split(string letters, int max, bool isUnfinished = false)
    {
        var found = new List<IReadOnlyList<string>>();
        var path = new List<string>();
        Walk(letters.Replace('v', 'u'), 0);
        return found;

        void Walk(string text, int at)
        {
            if (at == text.Length)
            {
                found.Add([.. path]);
                return;
            }

            for (var length = Math.Min(LongestSyllable, text.Length - at); length > 0 && found.Count < max; length--)
            {
                var part = text.Substring(at, length);
                if (
                    Syllables.Contains(part)
                    || (isUnfinished && path.Count > 0 && at + length == text.Length && SyllablesStartingWith(part).Any())
                )
                {
                    path.Add(part);
                    Walk(text, at + length);
                    path.RemoveAt(path.Count - 1);
                }
            }
        }
    }

    /// <summary>Lines of a table that is embedded in this assembly.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"Search/Data/{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l[0] != '#');
    }

    private static FrozenDictionary<char, string[]> ReadReadings() =>
        Lines("pinyin.txt")
            .Select(line => line.Split(' '))
            .SelectMany(parts => parts[1].Select(c => (Character: c, Syllable: parts[0])))
            .GroupBy(r => r.Character)
            .ToFrozenDictionary(g => g.Key, g => g.Select(r => r.Syllable).Take(MaxReadings).ToArray());
}
