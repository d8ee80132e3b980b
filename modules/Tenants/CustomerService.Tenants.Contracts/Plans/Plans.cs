namespace CustomerService.Tenants.Plans;

/// <summary>Names of the features that every plan sets.</summary>
public static class TenantFeatures
{
    /// <summary>Staff with an own sign-in.</summary>
    public const string Agents = "Tenants.Agents";
    public const string TicketsPerMonth = "Tenants.TicketsPerMonth";
    public const string StorageMegabytes = "Tenants.StorageMegabytes";
}

/// <param name="Name">Texts: <c>Tenants.Plan.{Name}</c>, <c>….Price</c>, <c>….Help</c>.</param>
/// <param name="Features">Feature → value; an empty value is "no limit".</param>
public sealed record Plan(string Name, IReadOnlyDictionary<string, string> Features);

/// <summary>What can be had. Defined in code: a plan is a promise to many tenants, not a row that somebody edits.</summary>
public static class Plans
{
    public const string Free = "free";
    public const string Team = "team";
    public const string Business = "business";

    public static readonly IReadOnlyList<Plan> All =
    [
        new(Free, Limits(agents: "3", ticketsPerMonth: "200", storageMegabytes: "500")),
        new(Team, Limits(agents: "25", ticketsPerMonth: "5000", storageMegabytes: "20000")),
        new(Business, Limits(agents: "", ticketsPerMonth: "", storageMegabytes: "500000")),
    ];

    public static Plan? Find(string? name) => All.FirstOrDefault(p => p.Name == name);

    private static Dictionary<string, string> Limits(string agents, string ticketsPerMonth, string storageMegabytes) =>
        new()
        {
            [TenantFeatures.Agents] = agents,
            [TenantFeatures.TicketsPerMonth] = ticketsPerMonth,
            [TenantFeatures.StorageMegabytes] = storageMegabytes,
        };
}
