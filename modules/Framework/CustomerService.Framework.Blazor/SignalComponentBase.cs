using CustomerService.Framework.RealTime;

namespace CustomerService.Framework.Blazor;

/// <summary>
/// A component that hears the hub of its person's tenant. Signals come from any thread; they are handled on the
/// component's own.
/// </summary>
public abstract class SignalComponentBase : AppComponentBase, IDisposable
{
    private IDisposable? _subscription;

    protected bool IsDisposed { get; private set; }

    protected override async Task OnInitializedAsync() =>
        await Run<IRealTimeHub>(hub =>
        {
            _subscription = hub.Subscribe(message =>
            {
                _ = InvokeAsync(() => IsDisposed ? Task.CompletedTask : OnSignalAsync(message));
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });

    protected abstract Task OnSignalAsync(RealTimeMessage message);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        IsDisposed = true;
        _subscription?.Dispose();
    }
}
