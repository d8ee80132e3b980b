using CustomerService.Framework.Errors;

namespace CustomerService.Framework.Features;

public static class FeatureCheckerExtensions
{
    /// <summary>Where administrators see their plan and ask for another one.</summary>
    public const string PlanUrl = "/admin/plan";

    /// <exception cref="BusinessException">The tenant's plan does not have the feature: <c>Feature.{Name}.Off</c>.</exception>
    public static async Task RequireAsync(this IFeatureChecker features, string name, CancellationToken cancellationToken = default)
    {
        if (!await features.IsEnabledAsync(name, cancellationToken))
        {
            throw new BusinessException($"Feature.{name}.Off") { Kind = ErrorKind.Forbidden, HelpUrl = PlanUrl };
        }
    }
}
