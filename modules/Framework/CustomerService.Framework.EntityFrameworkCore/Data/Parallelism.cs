using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>How many rows of a queue are worked on at once: SQLite has one writer, and a small machine serves people first.</summary>
internal sealed class Parallelism(IOptions<DatabaseOptions> options)
{
    private const int Most = 4;

    public ParallelOptions Options(CancellationToken cancellationToken) =>
        new()
        {
            MaxDegreeOfParallelism =
                options.Value.Provider == DatabaseProvider.PostgreSql ? Math.Clamp(Environment.ProcessorCount / 2, 1, Most) : 1,
            CancellationToken = cancellationToken,
        };
}
