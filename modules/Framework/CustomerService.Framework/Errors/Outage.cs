using System.Data.Common;
using System.Net.Sockets;

namespace CustomerService.Framework.Errors;

/// <summary>
/// Tells a failure of what lies beneath (the database is away, a disk is full) from a mistake of ours: the first passes, and whoever asked
/// is told to try again.
/// </summary>
public static class Outage
{
    /// <summary>Seconds after which a program may ask again.</summary>
    public const string RetryAfter = "5";

    private const int NoSpace = 28;
    private const int QuotaUsedUp = 122;
    private const string PostgreSqlDiskFull = "53100";
    private const int SqliteFull = 13;

    /// <summary>Connection lost or refused, shutting down, too many connections, a role or database that is not there (any more).</summary>
    private static readonly string[] PostgreSqlAway = ["08", "57P0", "53300", "53400", "28", "3D000"];

    /// <summary>Busy, locked, input/output error, cannot be opened.</summary>
    private static readonly int[] SqliteAway = [5, 6, 10, 14];

    /// <returns>What people are told; null when it is no outage.</returns>
    public static BusinessException? Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (IsFull(e))
            {
                return new BusinessException(FrameworkErrorCodes.StorageFull, exception) { Kind = ErrorKind.StorageFull };
            }

            if (e is DbException error && IsAway(error))
            {
                return new BusinessException(FrameworkErrorCodes.Unavailable, exception) { Kind = ErrorKind.Unavailable };
            }
        }

        return null;
    }

    private static bool IsFull(Exception e) =>
        e switch
        {
            DbException error => error.SqlState == PostgreSqlDiskFull || error.ErrorCode == SqliteFull,
            IOException => e.HResult is NoSpace or QuotaUsedUp,
            _ => false,
        };

    private static bool IsAway(DbException e) =>
        e.SqlState is { } state
            ? PostgreSqlAway.Any(s => state.StartsWith(s, StringComparison.Ordinal))
            : SqliteAway.Contains(e.ErrorCode) || e.InnerException is SocketException or IOException or TimeoutException;
}
