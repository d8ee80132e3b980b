namespace CustomerService.Knowledge.Search;

/// <summary>
/// How titles are found by sound: each two neighbouring Han characters as syllables (<c>~tuikuan</c>) and runs of two to four as initials
/// (<c>^tk</c>). The marks keep them apart from Latin words.
/// </summary>
internal static class PinyinTerms
{
    private const int MinInitials = 2;
    private const int MaxInitials = 4;

    public static IEnumerable<string> Of(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            foreach (var term in Pair(TextAnalyzer.Fold(text[i]), TextAnalyzer.Fold(text[i + 1])))
            {
                yield return term;
            }
        }

        var initials = new string([.. text.Select(c => HanTables.ReadingsOf(TextAnalyzer.Fold(c)) is [{ } first, ..] ? first[0] : ' ')]);
        for (var length = MinInitials; length <= MaxInitials; length++)
        {
            for (var i = 0; i + length <= initials.Length; i++)
            {
                if (!initials.AsSpan(i, length).Contains(' '))
                {
                    yield return $"^{initials.AsSpan(i, length)}";
                }
            }
        }
    }

    /// <summary>The readings of two characters that stand together.</summary>
    public static IEnumerable<string> Pair(char first, char second) =>
        HanTables.ReadingsOf(first).SelectMany(a => HanTables.ReadingsOf(second).Select(b => Pair(a, b)));

    public static string Pair(string first, string second) => $"~{first}{second}";

    /// <summary>What to look for when somebody typed only initials.</summary>
    public static IEnumerable<string> Initials(string letters) => letters.Length switch
    {
        < MinInitials => [],
        <= MaxInitials => [$"^{letters}"],
        _ => Enumerable.Range(0, letters.Length - MaxInitials + 1).Select(i => $"^{letters.AsSpan(i, MaxInitials)}"),
    };
}
