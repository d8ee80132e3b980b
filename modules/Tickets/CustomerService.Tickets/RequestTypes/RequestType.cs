using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>Something customers can ask for, with its form and its grades.</summary>
[Audited(nameof(Key))]
internal sealed class RequestType : TenantAggregateRoot
{
    private RequestType() { }

    public RequestType(string key, int order) => (Key, Order) = (key, order);

    public string Key { get; private set; } = "";

    public int Order { get; set; }

    public string Icon { get; private set; } = "";

    /// <summary>Shown as a tile on the portal's home page.</summary>
    public bool IsScenario { get; private set; }

    public TicketPriority DefaultPriority { get; private set; }

    public TicketGrade Risk { get; private set; }

    public TicketGrade Complexity { get; private set; }

    /// <summary>JSON of <see cref="RequestTypeForm"/>.</summary>
    public string Form { get; private set; } = "";

    /// <summary>No longer offered; its tickets keep it.</summary>
    public bool IsArchived { get; private set; }

    public void Describe(
        string key,
        string icon,
        bool isScenario,
        TicketPriority priority,
        TicketGrade risk,
        TicketGrade complexity,
        RequestTypeForm form
    )
    {
        form.Check();
        (Key, Icon, IsScenario, DefaultPriority, Risk, Complexity) = (key, icon, isScenario, priority, risk, complexity);
        (Form, IsArchived) = (JsonSerializer.Serialize(form), false);
    }

    public void Archive() => IsArchived = true;
}

internal sealed record RequestTypeForm(LocalizedText Name, LocalizedText Description, LocalizedText Notice, IReadOnlyList<FormField> Fields)
{
    public void Check()
    {
        if (Fields.GroupBy(f => f.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new BusinessException(TicketErrorCodes.FieldKeyTaken).WithData("Key", twice.Key);
        }

        if (Fields.FirstOrDefault(f => f.Kind == FormFieldKind.Choice && f.Options.Count == 0) is { } empty)
        {
            throw new BusinessException(TicketErrorCodes.ChoiceNeedsOptions).WithData("Field", empty.Label.En);
        }

        var asked = Fields.Select(f => f.ToDto("en")).ToList();
        for (var i = 0; i < Fields.Count; i++)
        {
            if (asked.FaultOf(i) is not null)
            {
                throw new BusinessException(TicketErrorCodes.ConditionNeedsEarlierChoice).WithData("Field", Fields[i].Label.En);
            }

            Fields[i].CheckRule();
        }
    }
}

/// <param name="ShownWhen">Absent in forms that were stored before there were conditions.</param>
/// <param name="Rule">Absent in forms that were stored before there were rules.</param>
internal sealed record FormField(
    string Key,
    FormFieldKind Kind,
    bool IsRequired,
    LocalizedText Label,
    LocalizedText Help,
    IReadOnlyList<FormOption> Options,
    FieldCondition? ShownWhen = null,
    FieldRule? Rule = null
)
{
    private static readonly string[] Cultures = ["en", "zh-Hans"];

    public FormFieldDto ToDto(string culture) =>
        new(
            Key,
            Kind,
            IsRequired,
            Label.In(culture),
            Help.In(culture) is { Length: > 0 } help ? help : null,
            [.. Options.Select(o => new FormOptionDto(o.Value, o.Label.In(culture)))],
            ShownWhen is { } condition ? new FieldConditionDto(condition.Field, condition.Values) : null,
            Rule?.ToDto(culture)
        );

    /// <exception cref="BusinessException">The rule cannot be kept by anybody, not even by its own example.</exception>
    public void CheckRule()
    {
        if (Rule is not { } rule)
        {
            return;
        }

        if (rule.Format == FieldFormat.Pattern && !FieldRules.IsExpression(rule.Pattern))
        {
            throw Problem(TicketErrorCodes.FieldPatternInvalid);
        }

        if (!FieldRules.AreBounds(Kind, rule.Min, rule.Max))
        {
            throw Problem(TicketErrorCodes.FieldBoundsInvalid);
        }

        var examples = Cultures.Select(rule.Example.In).Where(e => e.Length > 0).Distinct().ToList();
        if (rule.Format == FieldFormat.Pattern && examples.Count == 0)
        {
            throw Problem(TicketErrorCodes.FieldExampleMissing);
        }

        // The example of a date that moves with the calendar is right on some days only.
        if (Kind != FormFieldKind.Date && examples.Exists(e => !FieldRules.Fits(ToDto(Cultures[0]), e, default)))
        {
            throw Problem(TicketErrorCodes.FieldExampleDoesNotFit);
        }
    }

    private BusinessException Problem(string code) => new BusinessException(code).WithData("Field", Label.En);
}

internal sealed record FieldRule(FieldFormat Format, string Pattern, string Min, string Max, LocalizedText Example)
{
    public FieldRuleDto ToDto(string culture) =>
        new(
            Format,
            Pattern,
            Min.Length > 0 ? Min : null,
            Max.Length > 0 ? Max : null,
            Example.In(culture) is { Length: > 0 } example ? example : null
        );
}

internal sealed record FieldCondition(string Field, IReadOnlyList<string> Values);

internal sealed record FormOption(string Value, LocalizedText Label);
