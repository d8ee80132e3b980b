using System.Globalization;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Plans;

/// <summary>
/// What an installation begins with, once: from then on the rows are the operator's. Where no money is taken only the
/// free plan is offered, and it has no limits; the others lie ready, hidden, for an operator who parts machines.
/// </summary>
internal sealed class SeededPlans(FeatureDefinitions features, IOptions<BillingOptions> billing) : ISingletonDependency
{
    public IReadOnlyList<Plan> Make()
    {
        var isSold = billing.Value.Enabled;
        return
        [
            Make(
                "free",
                0,
                PlanState.Public,
                ("Free", "免费版"),
                ("For a small team getting started.", "适合刚起步的小团队。"),
                0,
                isSold ? Limits(3, 200, 500) : Limits(null, null, null)
            ),
            Make(
                "team",
                10,
                isSold ? PlanState.Public : PlanState.Hidden,
                ("Team", "团队版"),
                ("For teams that keep promises all day.", "适合每天都要兑现承诺的团队。"),
                9900,
                Limits(25, 5000, 20000)
            ),
            Make(
                "business",
                20,
                isSold ? PlanState.Public : PlanState.Hidden,
                ("Business", "企业版"),
                ("For large centres without limits.", "适合不设上限的大型中心。"),
                19900,
                Limits(null, null, 500000)
            ),
        ];
    }

    private Plan Make(
        string key,
        int order,
        PlanState state,
        (string En, string Zh) name,
        (string En, string Zh) description,
        long seatMonthly,
        Dictionary<string, string> values
    )
    {
        // Two months of a year that is paid at once are a present.
        const int PaidMonths = 10;
        var plan = new Plan(key, 1);
        plan.Change(
            new SavePlanInput
            {
                Key = key,
                Order = order,
                NameEn = name.En,
                NameZh = name.Zh,
                DescriptionEn = description.En,
                DescriptionZh = description.Zh,
                SeatMonthly = seatMonthly,
                SeatYearly = seatMonthly * PaidMonths,
                Features = values.Where(v => features.Find(v.Key) is not null).ToDictionary(),
            },
            features
        );
        plan.Become(state);
        return plan;
    }

    private static Dictionary<string, string> Limits(long? agents, long? ticketsPerMonth, long? storageMegabytes) =>
        new()
        {
            [TenantFeatures.Agents.Name] = Text(agents),
            [TenantFeatures.TicketsPerMonth.Name] = Text(ticketsPerMonth),
            [TenantFeatures.StorageMegabytes.Name] = Text(storageMegabytes),
        };

    private static string Text(long? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "";
}
