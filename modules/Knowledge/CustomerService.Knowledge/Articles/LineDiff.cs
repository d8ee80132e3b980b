namespace CustomerService.Knowledge.Articles;

/// <summary>What changed between two texts, line by line.</summary>
internal static class LineDiff
{
    /// <summary>Unchanged lines that stay around a change; what is further away is left out.</summary>
    private const int Context = 2;

    private const int MaxLines = 2_000;

    public static IReadOnlyList<DiffLineDto> Between(string before, string after) => Shorten(Compare(Lines(before), Lines(after)));

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Take(MaxLines)];

    /// <summary>By the longest common subsequence, once what is equal at both ends is set aside.</summary>
    private static List<DiffLineDto> Compare(string[] before, string[] after)
    {
        if (before is [""])
        {
            before = [];
        }

        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. before.Take(head).Select(l => new DiffLineDto(LineChange.Same, l)),
            .. Middle(before[head..^tail], after[head..^tail]),
            .. before.Skip(before.Length - tail).Select(l => new DiffLineDto(LineChange.Same, l)),
        ];
    }

    private static List<DiffLineDto> Middle(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<DiffLineDto>();
        var (a, b) = (0, 0);
        while (a < before.Length || b < after.Length)
        {
            if (a < before.Length && b < after.Length && before[a] == after[b])
            {
                lines.Add(new DiffLineDto(LineChange.Same, before[a++]));
                b++;
            }
            else if (b == after.Length || (a < before.Length && common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add(new DiffLineDto(LineChange.Removed, before[a++]));
            }
            else
            {
                lines.Add(new DiffLineDto(LineChange.Added, after[b++]));
            }
        }

        return lines;
    }

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
