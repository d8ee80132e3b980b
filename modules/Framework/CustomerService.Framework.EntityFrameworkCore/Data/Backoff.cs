using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>How long a failed row rests: 1 s, 2 s, 4 s … at most 10 minutes.</summary>
internal static class Backoff
{
    private const int MaxErrorLength = 2000;

    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, attempts - 1)));

    public static string Describe(Exception error)
    {
        var text = $"{error.GetType().Name}: {error.Message}{(error.InnerException is { } inner ? " ← " + inner.Message : "")}";
        return text.Length > MaxErrorLength ? text[..MaxErrorLength] : text;
    }
}

/// <summary>How many rows of a queue are worked on at once: SQLite has one writer, and a small machine serves people first.</summary>
internal sealed class Parallelism(IOptions<DatabaseOptions> options)
{
    private const int Most = 4;

    public ParallelOptions Options(CancellationToken cancellationToken) => new()
    {
        MaxDegreeOfParallelism = options.Value.Provider == DatabaseProvider.PostgreSql ? Math.Clamp(Environment.ProcessorCount, 1, Most) : 1,
        CancellationToken = cancellationToken,
    };
}
