using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>Between the admin's page and the stored form.</summary>
internal static class RequestTypeForms
{
    public static RequestTypeForm ToForm(SaveRequestTypeInput input) =>
        new(
            Text(input.NameEn, input.NameZh),
            Text(input.DescriptionEn, input.DescriptionZh),
            Text(input.NoticeEn, input.NoticeZh),
            [
                .. input.Fields.Select(f => new FormField(
                    f.Key,
                    f.Kind,
                    f.IsRequired,
                    Text(f.LabelEn, f.LabelZh),
                    Text(f.HelpEn, f.HelpZh),
                    [.. f.Options.Select(o => new FormOption(TextCleaner.CleanLine(o.Value), Text(o.LabelEn, o.LabelZh)))],
                    f.ShownWhenField is { Length: > 0 } asked ? new FieldCondition(asked, [.. f.ShownWhenValues]) : null,
                    ToRule(f)
                )),
            ]
        );

    public static SaveRequestTypeInput ToInput(CatalogType type) =>
        new()
        {
            Id = type.Id,
            Key = type.Key,
            Icon = type.Icon,
            IsScenario = type.IsScenario,
            DefaultPriority = type.DefaultPriority,
            Risk = type.Risk,
            Complexity = type.Complexity,
            NameEn = type.Form.Name.En,
            NameZh = type.Form.Name.Zh,
            DescriptionEn = type.Form.Description.En,
            DescriptionZh = type.Form.Description.Zh,
            NoticeEn = type.Form.Notice.En,
            NoticeZh = type.Form.Notice.Zh,
            Fields = [.. type.Form.Fields.Select(ToInput)],
        };

    private static FormFieldInput ToInput(FormField field) =>
        new()
        {
            Key = field.Key,
            Kind = field.Kind,
            IsRequired = field.IsRequired,
            LabelEn = field.Label.En,
            LabelZh = field.Label.Zh,
            HelpEn = field.Help.En,
            HelpZh = field.Help.Zh,
            Options =
            [
                .. field.Options.Select(o => new FormOptionInput
                {
                    Value = o.Value,
                    LabelEn = o.Label.En,
                    LabelZh = o.Label.Zh,
                }),
            ],
            ShownWhenField = field.ShownWhen?.Field ?? "",
            ShownWhenValues = [.. field.ShownWhen?.Values ?? []],
            Format = field.Rule?.Format ?? FieldFormat.None,
            Pattern = field.Rule?.Pattern ?? "",
            Min = field.Rule?.Min ?? "",
            Max = field.Rule?.Max ?? "",
            ExampleEn = field.Rule?.Example.En ?? "",
            ExampleZh = field.Rule?.Example.Zh ?? "",
        };

    /// <summary>What does not go with the field's kind is left out: it may remain in the form from a kind that was chosen before.</summary>
    private static FieldRule? ToRule(FormFieldInput field)
    {
        var format = field.Kind == FormFieldKind.Text ? field.Format : FieldFormat.None;
        var rule = new FieldRule(
            format,
            format == FieldFormat.Pattern ? field.Pattern.Trim() : "",
            field.HasBounds ? field.Min.Trim() : "",
            field.HasBounds ? field.Max.Trim() : "",
            field.HasBounds ? Text(field.ExampleEn, field.ExampleZh) : LocalizedText.Empty
        );
        return rule is { Format: FieldFormat.None, Min: "", Max: "" } && rule.Example == LocalizedText.Empty ? null : rule;
    }

    private static LocalizedText Text(string en, string zh) => new(TextCleaner.CleanLine(en), TextCleaner.CleanLine(zh));
}
