using System.Text.Json;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Groups;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.Localization;

namespace CustomerService.Routing;

/// <summary>
/// A new tenant begins with the groups of its trade, the first of them the default, its admin as lead of all, and the ready-made
/// escalation policies.
/// </summary>
internal sealed class RoutingDataSeedContributor(
    CustomerServiceDbContext db,
    IRequestTypeIntegrationService requestTypes,
    IStringLocalizer localizer
) : IDataSeedContributor
{
    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        using var culture = LocalizerExtensions.UseCulture(context.Language);
        var groupByType = context.Properties.TryGetValue(TicketSeedProperties.GroupByType, out var known)
            ? (IReadOnlyDictionary<string, string>)known
            : new Dictionary<string, string>();
        var templates = GroupTemplate.Of(context.Template);
        foreach (var template in templates)
        {
            var group = new AgentGroup(template.Key, template.Name[context.Language], isDefault: template == templates[0]);
            if (template.Stars is { } stars)
            {
                group.SetWork(
                    group.OverflowMinutes,
                    group.DowngradeMinutes,
                    group.HandBackMinutes,
                    group.DefaultCapacity,
                    StarMatrix.Parse(stars)
                );
            }

            group.TakeRequestTypes(groupByType.Where(t => t.Value == template.Key && !group.IsDefault).Select(t => t.Key));
            if (context.Properties.TryGetValue(SeedProperties.AdminId, out var admin))
            {
                group.SetMember((Guid)admin, StarMatrix.MaxStars, isLead: true);
            }

            db.Add(group);
        }

        var typeKeys = (await requestTypes.GetAllAsync(cancellationToken)).Select(t => t.Key).ToHashSet();
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

    /// <param name="Stars">Twelve digits of a <see cref="StarMatrix"/>; null for the usual one.</param>
    private sealed record GroupTemplate(string Key, Dictionary<string, string> Name, string? Stars)
    {
        /// <summary>An unknown trade is served by the shop's.</summary>
        public static IReadOnlyList<GroupTemplate> Of(string template)
        {
            using var stream = typeof(GroupTemplate).Assembly.GetManifestResourceStream("Routing.Templates.groups.json")!;
            var all = JsonSerializer.Deserialize<Dictionary<string, List<GroupTemplate>>>(stream, JsonSerializerOptions.Web)!;
            return all.GetValueOrDefault(template) ?? all["ecommerce"];
        }
    }
}
