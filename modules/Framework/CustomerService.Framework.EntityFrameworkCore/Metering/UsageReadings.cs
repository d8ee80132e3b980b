using System.Collections.Concurrent;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

/// <summary>
/// The sums of monthly limits in memory, so that a check costs no query: read now and then, counted on with each commit
/// of this node. It also keeps a node from raising the same event with each row.
/// </summary>
internal sealed class UsageReadings : ISingletonDependency
{
    private const int MostTold = 10_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Tenant, string Feature), Reading> _readings = new();
    private readonly ConcurrentDictionary<(Guid Tenant, LimitReachedEto Occasion), bool> _told = new();

    public long? Find(Guid tenant, string feature, DateOnly month, DateTime now) =>
        _readings.TryGetValue((tenant, feature), out var known) && known.Month == month && now - known.At < MaxAge ? known.Amount : null;

    public void Set(Guid tenant, string feature, DateOnly month, DateTime now, long amount) =>
        _readings[(tenant, feature)] = new Reading(month, now, amount);

    /// <summary>Call it after the commit.</summary>
    public void Add(Guid tenant, UsageEntry entry)
    {
        if (_readings.TryGetValue((tenant, entry.Feature), out var known) && known.Month == entry.Month)
        {
            known.Add(entry.Amount);
        }
    }

    public bool WasTold(Guid tenant, LimitReachedEto occasion) => _told.ContainsKey((tenant, occasion));

    public void Remember(Guid tenant, LimitReachedEto occasion)
    {
        if (_told.Count > MostTold)
        {
            _told.Clear();
        }

        _told[(tenant, occasion)] = true;
    }

    private sealed class Reading(DateOnly month, DateTime at, long amount)
    {
        private long _amount = amount;

        public DateOnly Month => month;

        public DateTime At => at;

        public long Amount => Interlocked.Read(ref _amount);

        public void Add(long amount) => Interlocked.Add(ref _amount, amount);
    }
}
