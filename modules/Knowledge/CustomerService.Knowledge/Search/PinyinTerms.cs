using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// Runs of two to four Han characters of a title by their initials (<c>^tk</c>); the mark keeps them apart from Latin
/// words.
/// </summary>
internal static class PinyinTerms
{
    private const char Mark = '^';
    private const int MinInitials = 2;
    private const int MaxInitials = 4;

    public static IEnumerable<string> Of(string title)
    {
        var initials = new string([.. title.Select(c => HanTables.ReadingsOf(Folding.Fold(c)) is [{ } first, ..] ? first[0] : ' ')]);
        for (var length = MinInitials; length <= MaxInitials; length++)
        {
            for (var i = 0; i + length <= initials.Length; i++)
            {
                if (!initials.AsSpan(i, length).Contains(' '))
                {
                    yield return $"{Mark}{initials.AsSpan(i, length)}";
                }
            }
        }
    }

    /// <summary>What to look for when somebody typed only initials.</summary>
    public static IEnumerable<string> Initials(string letters) =>
        letters.Length switch
        {
            < MinInitials => [],
            <= MaxInitials => [$"{Mark}{letters}"],
            _ => Enumerable.Range(0, letters.Length - MaxInitials + 1).Select(i => $"{Mark}{letters.AsSpan(i, MaxInitials)}"),
        };
}
