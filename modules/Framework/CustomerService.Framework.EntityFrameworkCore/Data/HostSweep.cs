namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// The only door to rows of all tenants at once: queue tables (outbox, timers) while claiming work. Search for this
/// word in reviews.
/// </summary>
public static class HostSweep
{
    private static readonly AsyncLocal<bool> Active = new();

    public static bool IsActive => Active.Value;

    public static IDisposable Begin()
    {
        Active.Value = true;
        return new End();
    }

    private sealed class End : IDisposable
    {
        public void Dispose() => Active.Value = false;
    }
}
