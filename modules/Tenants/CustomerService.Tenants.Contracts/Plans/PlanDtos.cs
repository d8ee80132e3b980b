using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Plans;

/// <summary>One version of a plan as people see it, in the reader's language.</summary>
/// <param name="Key">The same for all its versions.</param>
/// <param name="Features">Feature → value, for what this version says; an empty value is "no limit".</param>
public sealed record PlanDto(
    Guid Id,
    string Key,
    int Version,
    PlanState State,
    string Name,
    string Description,
    PlanPrices Prices,
    int TrialDays,
    IReadOnlyDictionary<string, string> Features
)
{
    /// <summary>Its name, with the number of the version from the second on.</summary>
    public PlanRefDto Label() => new(Id, Version == 1 ? Name : $"{Name} v{Version}");
}

/// <summary>In the currency's smallest unit, for a month or a year at once: so much for each agent, and a fixed part.</summary>
public sealed record PlanPrices(string Currency, long SeatMonthly, long SeatYearly, long FixedMonthly, long FixedYearly)
{
    public bool IsFree => SeatMonthly == 0 && SeatYearly == 0 && FixedMonthly == 0 && FixedYearly == 0;
}
