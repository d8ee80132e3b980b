namespace CustomerService.Tickets.Blazor.Desk;

/// <summary>What is said or changed at the desk happens after some seconds, in which it can be taken back.</summary>
internal static class UndoTime
{
    /// <summary>As long as the bar of <c>.cs-undo</c> in the style sheet takes to run out.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <returns>false when it was taken back.</returns>
    public static async Task<bool> PassesAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(Length, time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        return !cancellationToken.IsCancellationRequested;
    }
}
