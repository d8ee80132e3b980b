using System.Collections.Concurrent;
using System.Globalization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Limits;

/// <summary>A calendar month, in UTC like the times it is compared with.</summary>
internal readonly record struct Month(DateTime Start)
{
    public static Month Of(DateTime utc) => new(new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc));

    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>
/// The tickets of the month, known in memory so that filing one costs no count: read from the database now and then,
/// and counted on in between.
/// Several nodes may be a few tickets apart for as long as that.
/// </summary>
internal sealed class MonthlyCount(TimeProvider time) : ISingletonDependency
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>Ids are sorted by when they were made, by a clock that may be a little off.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, Reading> _readings = new();

    /// <returns>How many there are, with one more taken for the ticket that is being filed.</returns>
    public async Task<long> TakeAsync(CustomerServiceDbContext db, long limit, CancellationToken cancellationToken) =>
        (await ReadAsync(db, limit, cancellationToken)).Take();

    public async Task<long> CountAsync(CustomerServiceDbContext db, long limit, CancellationToken cancellationToken) =>
        (await ReadAsync(db, limit, cancellationToken)).Count;

    /// <summary>Imported tickets were somebody else's work and do not count.</summary>
    public static IQueryable<Ticket> Of(CustomerServiceDbContext db, Month month)
    {
        // By the key and not by the creation time, which has no index: what was made before the month cannot have a later id.
        var first = FirstIdAt(month.Start - ClockSkew);
        return db.Set<Ticket>().Where(t => t.Id.CompareTo(first) >= 0 && t.CreationTime >= month.Start && !t.IsImported);
    }

    private async Task<Reading> ReadAsync(CustomerServiceDbContext db, long limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var month = Month.Of(now);
        if (_readings.TryGetValue(db.TenantKey, out var known) && known.Month == month && now - known.At < MaxAge)
        {
            return known;
        }

        // Nobody needs to know how far beyond the limit it goes.
        var count = await Of(db, month).OrderBy(t => t.Id).Take((int)Math.Min(limit + 1, int.MaxValue)).CountAsync(cancellationToken);
        return _readings[db.TenantKey] = new Reading(month, count, now);
    }

    private static Guid FirstIdAt(DateTime utc)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = new DateTimeOffset(utc).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        }

        return new Guid(bytes, bigEndian: true);
    }

    private sealed class Reading(Month month, long count, DateTime at)
    {
        private long _count = count;

        public Month Month => month;

        public DateTime At => at;

        public long Count => Interlocked.Read(ref _count);

        public long Take() => Interlocked.Increment(ref _count);
    }
}
