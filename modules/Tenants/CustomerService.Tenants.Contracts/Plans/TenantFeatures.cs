using CustomerService.Framework.Features;

namespace CustomerService.Tenants.Plans;

/// <summary>What more than one module counts or asks for. The others' features stand in their own contracts.</summary>
public static class TenantFeatures
{
    /// <summary>The unit of limits whose rows are counted in bytes.</summary>
    public const long Megabyte = 1024 * 1024;

    /// <summary>Staff with an own sign-in.</summary>
    public static readonly FeatureDefinition Agents = FeatureDefinition.Limit("Tenants.Agents");

    /// <summary>Imported ones do not count.</summary>
    public static readonly FeatureDefinition TicketsPerMonth = FeatureDefinition.Limit("Tenants.TicketsPerMonth", isMonthly: true);

    /// <summary>Files of tickets and articles, counted in bytes.</summary>
    public static readonly FeatureDefinition StorageMegabytes = FeatureDefinition.Limit("Tenants.StorageMegabytes", Megabyte);

    public static readonly FeatureDefinition OwnDomain = FeatureDefinition.Switch("Tenants.OwnDomain");
}
