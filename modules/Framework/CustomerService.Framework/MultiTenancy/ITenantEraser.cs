namespace CustomerService.Framework.MultiTenancy;

/// <summary>Knows one place where something of a tenant lies, and empties it when the tenant is gone for good.</summary>
public interface ITenantEraser
{
    /// <summary>
    /// Removes some of the current tenant's, in the caller's transaction where it is rows; called again until nothing is left, and once
    /// more after a break.
    /// </summary>
    /// <returns>What was removed, for the certificate; a count of 0 when nothing was left.</returns>
    Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default);
}

/// <param name="What">A table's name, <c>files</c>, <c>jobs</c>.</param>
public readonly record struct Erased(string What, long Count);
