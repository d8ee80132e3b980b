using CustomerService.Framework.RealTime;

namespace CustomerService.Tenants;

/// <summary>
/// What every request asks for, once in memory: one reading at a time, forgotten on every node when somebody says that it
/// changed, and read anew after a while in case a node missed that.
/// </summary>
internal sealed class HostSnapshot<T> : IDisposable
    where T : class
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly string _topic;
    private readonly Func<CancellationToken, Task<T>> _load;
    private readonly IRealTimeHub _hub;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private volatile Reading? _reading;
    private int _changes;

    public HostSnapshot(string topic, Func<CancellationToken, Task<T>> load, IRealTimeHub hub, TimeProvider time)
    {
        (_topic, _load, _hub, _time) = (topic, load, hub, time);
        _subscription = hub.SubscribeAll(
            (_, message) =>
            {
                if (message.Topic == _topic)
                {
                    Interlocked.Increment(ref _changes);
                    _reading = null;
                }

                return Task.CompletedTask;
            }
        );
    }

    public Task<T> GetAsync(CancellationToken cancellationToken) => GetAsync(MaxAge, cancellationToken);

    /// <param name="maxAge">No older than this.</param>
    public async Task<T> GetAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (FindFresh(maxAge) is { } known)
        {
            return known;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            return FindFresh(maxAge) ?? await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Call it after the commit of a change.</summary>
    public Task ForgetAsync() => _hub.PublishAsync(new RealTimeMessage(_topic, ""));

    public void Dispose()
    {
        _subscription.Dispose();
        _loading.Dispose();
    }

    private T? FindFresh(TimeSpan maxAge) => _reading is { } known && _time.GetElapsedTime(known.At) < maxAge ? known.Value : null;

    /// <summary>A change that came while it was read may not be in it: then it is for this caller alone.</summary>
    private async Task<T> LoadAsync(CancellationToken cancellationToken)
    {
        var changes = _changes;
        var value = await _load(cancellationToken);
        var reading = new Reading(value, _time.GetTimestamp());
        if (changes == _changes)
        {
            _reading = reading;
        }

        return value;
    }

    private sealed record Reading(T Value, long At);
}
