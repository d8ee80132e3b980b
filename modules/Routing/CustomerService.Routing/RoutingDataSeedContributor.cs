using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Groups;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.Localization;

namespace CustomerService.Routing;

/// <summary>
/// A new tenant begins with three groups after its trade, its admin as lead of all, and the ready-made escalation
/// policies.
/// </summary>
internal sealed class RoutingDataSeedContributor(
    CustomerServiceDbContext db,
    IRequestTypeIntegrationService requestTypes,
    IStringLocalizer localizer
) : IDataSeedContributor
{
    private const string Security = "security";
    private const string Billing = "billing";
    private const string Support = "support";

    /// <summary>Which words in a request type's key send it where; the rest goes to the default group.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        [Security] = ["account", "security", "appeal", "stolen", "fraud"],
        [Billing] = ["charge", "bill", "refund", "payment", "invoice", "return", "after-sales"],
    };

    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        using var culture = LocalizerExtensions.UseCulture(context.Language);
        var typeKeys = (await requestTypes.GetAllAsync(cancellationToken)).Select(t => t.Key).ToList();
        foreach (var key in new[] { Support, Billing, Security })
        {
            var group = new AgentGroup(key, localizer[$"Routing.Seed.{context.Template}.{key}"], isDefault: key == Support);
            group.TakeRequestTypes(typeKeys.Where(t => GroupOf(t) == key));
            if (context.Properties.TryGetValue(SeedProperties.AdminId, out var admin))
            {
                group.SetMember((Guid)admin, StarMatrix.MaxStars, isLead: true);
            }

            db.Add(group);
        }

        db.Add(new EscalationPolicy(EscalationTemplates.Form(EscalationTemplate.Standard, localizer), isDefault: true));
        foreach (var template in new[] { EscalationTemplate.Urgent, EscalationTemplate.Complaint, EscalationTemplate.OtherDepartment })
        {
            var form = EscalationTemplates.Form(template, localizer);
            if (form.RequestTypeKeys.TrueForAll(typeKeys.Contains))
            {
                db.Add(new EscalationPolicy(form));
            }
        }
    }

    private static string? GroupOf(string typeKey) =>
        Words.FirstOrDefault(pair => pair.Value.Any(word => typeKey.Contains(word, StringComparison.OrdinalIgnoreCase))).Key;
}
