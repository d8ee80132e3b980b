using System.Globalization;
using CustomerService.Framework.Features;
using CustomerService.Framework.Localization;

namespace CustomerService.Tenants.Plans;

internal static class PlanTexts
{
    /// <summary>In the reader's language.</summary>
    public static PlanDto ToDto(this PlanEntry entry)
    {
        var plan = entry.Plan;
        var isEnglish = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture) == "en";
        return new PlanDto(
            plan.Id,
            plan.Key,
            plan.Version,
            plan.State,
            isEnglish ? plan.NameEn : plan.NameZh,
            isEnglish ? plan.DescriptionEn : plan.DescriptionZh,
            new PlanPrices(plan.Currency, plan.SeatMonthly, plan.SeatYearly, plan.FixedMonthly, plan.FixedYearly),
            plan.TrialDays,
            entry.Values
        );
    }

    /// <summary>Limits first.</summary>
    public static IReadOnlyList<PlanFeatureDto> ToDtos(this FeatureDefinitions features) =>
        [
            .. features
                .All.OrderByDescending(f => f.Kind == FeatureKind.Limit)
                .Select(f => new PlanFeatureDto(f.Name, f.Kind == FeatureKind.Limit, f.DefaultValue, f.Unit == TenantFeatures.Megabyte)),
        ];
}
