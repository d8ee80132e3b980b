using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace CustomerService.Knowledge.Articles;

/// <summary>What changed between two texts, line by line.</summary>
internal static class LineDiff
{
    /// <summary>Unchanged lines that stay around a change; what is further away is left out.</summary>
    private const int Context = 2;

    private const int MaxLines = 2_000;

    public static IReadOnlyList<DiffLineDto> Between(string before, string after) =>
        Shorten([.. InlineDiffBuilder.Diff(Head(before), Head(after), ignoreWhiteSpace: false).Lines.Select(LineOf)]);

    private static string Head(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Take(MaxLines));

    private static DiffLineDto LineOf(DiffPiece piece) =>
        new(
            piece.Type switch
            {
                ChangeType.Inserted => LineChange.Added,
                ChangeType.Deleted => LineChange.Removed,
                _ => LineChange.Same,
            },
            piece.Text
        );

    private static List<DiffLineDto> Shorten(List<DiffLineDto> lines)
    {
        var kept = new List<DiffLineDto>();
        var isGap = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var isNear = lines
                .Skip(Math.Max(0, i - Context))
                .Take(Context + Math.Min(i, Context) + 1)
                .Any(l => l.Change != LineChange.Same);
            if (isNear)
            {
                kept.Add(lines[i]);
            }
            else if (!isGap && kept.Count > 0)
            {
                kept.Add(new DiffLineDto(LineChange.Same, "…"));
            }

            isGap = !isNear;
        }

        return kept;
    }
}
