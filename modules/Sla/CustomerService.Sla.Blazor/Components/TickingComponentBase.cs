using CustomerService.Framework.Blazor;
using Microsoft.AspNetCore.Components;

namespace CustomerService.Sla.Blazor.Components;

/// <summary>Shows how long something still has, and stays right while nobody touches the screen.</summary>
public abstract class TickingComponentBase : AppComponentBase, IDisposable
{
    private bool _isDisposed;

    [Inject]
    internal ClockTicker Ticker { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The reader's zone.</summary>
    [CascadingParameter]
    protected TimeZoneInfo? Zone { get; set; }

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    protected override void OnInitialized() => Ticker.Add(OnBeat);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _isDisposed = true;
        Ticker.Remove(OnBeat);
    }

    private void OnBeat() =>
        _ = InvokeAsync(() =>
        {
            if (!_isDisposed)
            {
                StateHasChanged();
            }
        });
}
