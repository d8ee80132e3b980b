namespace CustomerService.Framework.Features;

/// <summary>What the current tenant's plan grants; implemented by Tenants.</summary>
public interface IFeatureChecker
{
    Task<bool> IsEnabledAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The limit, or null where the plan sets none.</summary>
    Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default);
}
