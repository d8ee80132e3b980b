using CustomerService.Framework.Events;

namespace CustomerService.Framework.Features;

/// <summary>What the current tenant uses of its limits, without counting what it has: sums are kept as rows come and go.</summary>
public interface IUsageMeter
{
    /// <summary>
    /// In the limit's units. A monthly one is known in memory, up to half a minute behind what other nodes do; another
    /// one is read anew, and knows what this transaction has saved.
    /// </summary>
    Task<long> CountAsync(FeatureDefinition limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says whether so many more would go beyond the limit, and tells administrators when that comes near it or reaches
    /// it, once a month each.
    /// </summary>
    Task<LimitState> WatchAsync(FeatureDefinition limit, long more, CancellationToken cancellationToken = default);

    /// <summary>Counts what a bulk statement removed (negative) or brought, with the current unit of work.</summary>
    void Add(FeatureDefinition limit, long amount);

    /// <summary>
    /// The last months of each limit, oldest first: what came in the month where it is counted by the month, else what
    /// there was at its end.
    /// </summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> GetMonthsAsync(
        IReadOnlyList<FeatureDefinition> limits,
        int months,
        CancellationToken cancellationToken = default
    );
}

/// <param name="Limit">null: the plan sets none.</param>
/// <param name="Used">With what is asked for; not counted where there is no limit.</param>
public readonly record struct LimitState(long? Limit, long Used)
{
    public bool IsBeyond => Used > Limit;
}

/// <param name="Feature">The limit's name.</param>
/// <param name="Percent">80 or 100.</param>
/// <param name="Month">As <c>yyyy-MM</c>; people are told once in each.</param>
[EventName("features.limit-reached")]
public sealed record LimitReachedEto(string Feature, int Percent, long Limit, string Month)
{
    private const int Near = 80;
    private const int Full = 100;

    /// <returns>null while there is plenty left.</returns>
    public static int? LevelOf(long used, long limit) =>
        used >= limit ? Full
        : used * 100 >= limit * Near ? Near
        : null;
}
