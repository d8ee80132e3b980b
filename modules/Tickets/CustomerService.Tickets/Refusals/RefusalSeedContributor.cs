using System.Text.Json;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Tickets.Seeding;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Refusals;

/// <summary>Reasons that every company meets, to be put into its own words. Safe to run again.</summary>
internal sealed class RefusalSeedContributor(CustomerServiceDbContext db) : IDataSeedContributor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        if (await db.Set<RefusalReason>().AnyAsync(cancellationToken))
        {
            return;
        }

        using var stream = typeof(RefusalSeedContributor).Assembly.GetManifestResourceStream("Tickets.Templates.refusals.json")!;
        db.AddRange(
            JsonSerializer
                .Deserialize<List<ReasonTemplate>>(stream, Json)!
                .Select(
                    (source, order) =>
                    {
                        var reason = new RefusalReason(order);
                        reason.Describe(
                            source.Key,
                            source.Restriction,
                            source.AppealDays,
                            new RefusalText(
                                source.Title.ToText(),
                                source.Text.ToText(),
                                source.Lift.ToText(),
                                source.Papers.ToText(),
                                source.Appeal.ToText()
                            ),
                            ""
                        );
                        return reason;
                    }
                )
        );
    }

    private sealed record ReasonTemplate(
        string Key,
        bool Restriction,
        int AppealDays,
        Dictionary<string, string> Title,
        Dictionary<string, string> Text,
        Dictionary<string, string>? Lift,
        Dictionary<string, string>? Papers,
        Dictionary<string, string> Appeal
    );
}
