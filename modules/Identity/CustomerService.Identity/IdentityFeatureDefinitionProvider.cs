using CustomerService.Framework.Features;

namespace CustomerService.Identity;

internal sealed class IdentityFeatureDefinitionProvider : FeatureDefinitionProvider
{
    public override void Define(IFeatureDefinitionContext context) => context.Add(IdentityFeatures.ApiTokens, IdentityFeatures.CustomRoles);
}
