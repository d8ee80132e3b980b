namespace CustomerService.Knowledge.Search;

internal static class Typos
{
    private const int MaxLength = 64;

    /// <summary>
    /// Letters added, left out, changed or swapped with their neighbour; more than <paramref name="limit"/> is answered
    /// as one more than it.
    /// </summary>
    public static int Distance(string a, string b, int limit)
    {
        if (a.Length > MaxLength || b.Length > MaxLength)
        {
            return limit + 1;
        }

        Span<int> before = stackalloc int[MaxLength + 1],
            last = stackalloc int[MaxLength + 1],
            now = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                least = Math.Min(least, now[j]);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            var oldest = before;
            before = last;
            last = now;
            now = oldest;
        }

        return last[b.Length];
    }
}
