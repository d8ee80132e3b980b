namespace CustomerService.Framework.MultiTenancy;

internal sealed class CurrentTenant : ICurrentTenant
{
    private static readonly AsyncLocal<Guid?> Current = new();

    public Guid? Id => Current.Value;

    public Guid Key => Current.Value ?? TenantKeys.Host;

    public IDisposable Change(Guid? id)
    {
        var before = Current.Value;
        Current.Value = id == Guid.Empty || id == TenantKeys.Host ? null : id;
        return new Restore(() => Current.Value = before);
    }
}

internal sealed class Restore(Action action) : IDisposable
{
    private Action? _action = action;

    public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
}
