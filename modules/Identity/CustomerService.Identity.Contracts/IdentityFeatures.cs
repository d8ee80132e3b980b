using CustomerService.Framework.Features;

namespace CustomerService.Identity;

/// <summary>What plans may differ in.</summary>
public static class IdentityFeatures
{
    /// <summary>Tokens for the API. Those there are keep working when a plan takes it away.</summary>
    public static readonly FeatureDefinition ApiTokens = FeatureDefinition.Switch("Identity.ApiTokens");

    public static readonly FeatureDefinition CustomRoles = FeatureDefinition.Switch("Identity.CustomRoles");
}
