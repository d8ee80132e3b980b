using CustomerService.Framework.Modularity;

namespace CustomerService.Sla.Blazor.Components;

/// <summary>One timer per open screen, however many clocks it shows. They show minutes: a beat of 20 s is never far off.</summary>
internal sealed class ClockTicker(TimeProvider time) : IScopedDependency, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly List<Action> _listeners = [];
    private ITimer? _timer;

    public void Add(Action onBeat)
    {
        lock (_gate)
        {
            _listeners.Add(onBeat);
            _timer ??= time.CreateTimer(_ => Tell(), null, Beat, Beat);
        }
    }

    public void Remove(Action onBeat)
    {
        lock (_gate)
        {
            _listeners.Remove(onBeat);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Tell()
    {
        Action[] listeners;
        lock (_gate)
        {
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
        {
            listener();
        }
    }
}
