using System.Text.Json;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Seeding;

/// <summary>
/// Lays request types, macros, tags and shared views of the industry template into a new tenant, and sample tickets where they are wanted.
/// Safe to run again.
/// </summary>
internal sealed class TicketSeedContributor(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager, SampleTickets samples)
    : IDataSeedContributor
{
    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        var template = TicketTemplate.Read(context.Template);
        context.Properties[TicketSeedProperties.GroupByType] = template
            .RequestTypes.Where(t => t.Group is not null)
            .ToDictionary(t => t.Key, t => t.Group!);
        if (await db.Set<RequestType>().AnyAsync(cancellationToken))
        {
            return;
        }

        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        db.AddRange(template.RequestTypes.Select(ToType));
        db.AddRange(template.Macros.Select(ToMacro));
        if (context.Properties.TryGetValue(SeedProperties.AdminId, out var admin))
        {
            db.AddRange(template.Views.Select(v => new SavedView((Guid)admin, v.Name[context.Language], isShared: true, v.Filter)));
        }

        // Later modules ask for these types while the tenant is still being made.
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        await TicketTagName.RememberAsync(db, [.. template.Tags.Select(TicketTag.Clean)], cancellationToken);
        if (context.Properties.TryGetValue(SeedProperties.WithSamples, out var wanted) && wanted is true)
        {
            await samples.AddAsync(template.Samples, context.Language, context.Now, cancellationToken);
        }
    }

    private static RequestType ToType(TypeTemplate source, int order)
    {
        var type = new RequestType(source.Key, order);
        var fields = source.Fields.Select(f => new FormField(
            f.Key,
            f.Kind,
            f.Required,
            f.Label.ToText(),
            f.Help.ToText(),
            [.. (f.Options ?? []).Select(o => new FormOption(o.Value, o.Label.ToText()))],
            f.ShownWhen,
            f.Rule
        ));
        type.Describe(
            source.Key,
            source.Icon,
            source.Scenario,
            source.Urgency,
            source.Risk,
            source.Complexity,
            new RequestTypeForm(source.Name.ToText(), source.Description.ToText(), source.Notice.ToText(), [.. fields])
        );
        return type;
    }

    private static Macro ToMacro(MacroTemplate source, int order)
    {
        var macro = new Macro(order);
        macro.Write(source.Name.ToText(), source.Body.ToText(), source.SetsStatus);
        return macro;
    }
}

internal sealed record TicketTemplate(
    IReadOnlyList<TypeTemplate> RequestTypes,
    IReadOnlyList<MacroTemplate> Macros,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ViewTemplate> Views,
    IReadOnlyList<SampleTemplate> Samples
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>The template of an industry; an unknown one is served by the shop's.</summary>
    public static TicketTemplate Read(string name)
    {
        var assembly = typeof(TicketTemplate).Assembly;
        using var stream =
            assembly.GetManifestResourceStream($"Tickets.Templates.{name}.json")
            ?? assembly.GetManifestResourceStream("Tickets.Templates.ecommerce.json")!;
        return JsonSerializer.Deserialize<TicketTemplate>(stream, Json)!;
    }
}

internal sealed record TypeTemplate(
    string Key,
    bool Scenario,
    string Icon,
    TicketGrade Risk,
    TicketGrade Complexity,
    TicketPriority Urgency,
    string? Group,
    Dictionary<string, string> Name,
    Dictionary<string, string>? Description,
    Dictionary<string, string>? Notice,
    IReadOnlyList<FieldTemplate> Fields
);

internal sealed record FieldTemplate(
    string Key,
    FormFieldKind Kind,
    bool Required,
    Dictionary<string, string> Label,
    Dictionary<string, string>? Help,
    IReadOnlyList<OptionTemplate>? Options,
    FieldCondition? ShownWhen = null,
    FieldRule? Rule = null
);

internal sealed record OptionTemplate(string Value, Dictionary<string, string> Label);

internal sealed record MacroTemplate(
    string Key,
    Dictionary<string, string> Name,
    Dictionary<string, string> Body,
    TicketStatus? SetsStatus
);

internal sealed record ViewTemplate(Dictionary<string, string> Name, TicketFilter Filter);

/// <param name="MinutesAgo">Before the tenant was made.</param>
internal sealed record SampleTemplate(
    string Type,
    int MinutesAgo,
    TicketPriority Priority,
    Dictionary<string, string> Name,
    string Email,
    Dictionary<string, string> Subject,
    Dictionary<string, string> Body,
    IReadOnlyList<string> Tags
);

internal static class TemplateTexts
{
    public static LocalizedText ToText(this Dictionary<string, string>? texts) =>
        texts is null ? LocalizedText.Empty : new(texts.GetValueOrDefault("en", ""), texts.GetValueOrDefault("zh-Hans", ""));
}
