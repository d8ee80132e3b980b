namespace CustomerService.Tenants.Tenants;

/// <summary>A module's counts for the host console and the limits; asked inside the tenant.</summary>
public interface ITenantUsageContributor
{
    /// <summary>Localization key → count; with a plan feature's name where one limits it.</summary>
    Task<IReadOnlyList<TenantUsage>> CountAsync(CancellationToken cancellationToken = default);
}
