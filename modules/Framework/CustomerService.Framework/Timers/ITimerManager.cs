namespace CustomerService.Framework.Timers;

/// <summary>
/// Durable timers: a row written in the transaction that makes a promise, fired once by whichever node is first.
/// A timer is named by kind and subject; a second one for the same name replaces the first.
/// </summary>
public interface ITimerManager
{
    /// <param name="kind">The <see cref="ITimerHandler.Kind"/> that handles it.</param>
    /// <param name="subjectId">What it is about.</param>
    /// <param name="due">UTC; in the past means as soon as possible.</param>
    /// <param name="key">Tells several timers of one kind and subject apart.</param>
    Task ScheduleAsync(
        string kind,
        Guid subjectId,
        DateTime due,
        string key = "",
        string? payload = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The timers of many subjects in a round trip or two, instead of several for each.</summary>
    /// <param name="due">UTC by subject; null ends the timer.</param>
    Task SetManyAsync(string kind, IReadOnlyDictionary<Guid, DateTime?> due, CancellationToken cancellationToken = default);

    Task CancelAsync(string kind, Guid subjectId, string? key = null, CancellationToken cancellationToken = default);
}
