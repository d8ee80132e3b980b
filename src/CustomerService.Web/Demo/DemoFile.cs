using System.Text.Json;

namespace CustomerService.Web.Demo;

/// <summary>What stands in <c>Demo/{slug}.json</c>: the people of a demo tenant and hand-written threads.</summary>
internal sealed record DemoFile(
    DemoTenant Tenant,
    IReadOnlyList<DemoGroup> Groups,
    IReadOnlyList<DemoPerson> People,
    IReadOnlyList<DemoCustomer> Customers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fillers,
    IReadOnlyList<DemoThread> Threads
)
{
    public static readonly IReadOnlyList<string> Slugs = ["acme", "yunduan"];

    public static DemoFile Read(string slug)
    {
        using var stream = typeof(DemoFile).Assembly.GetManifestResourceStream($"Demo.{slug}.json")!;
        return JsonSerializer.Deserialize<DemoFile>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record DemoTenant(
    string Slug,
    string Name,
    string Language,
    string TimeZone,
    string Template,
    string Color,
    string? Banner
);

internal sealed record DemoGroup(string Key, string Name);

/// <param name="Stars">Group key → stars.</param>
internal sealed record DemoPerson(string Email, string Name, string Role, IReadOnlyDictionary<string, int>? Stars);

internal sealed record DemoCustomer(string Name, string Email, string Tier);

internal sealed record DemoThread(
    string Type,
    string Subject,
    IReadOnlyList<string> Tags,
    string Urgency,
    string Group,
    IReadOnlyList<DemoMessage> Messages,
    string End,
    int? Rating,
    string? RatingComment
);

/// <param name="From">customer, agent or note.</param>
internal sealed record DemoMessage(string From, int AfterMinutes, string Body);
