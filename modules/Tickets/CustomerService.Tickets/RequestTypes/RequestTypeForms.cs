using CustomerService.Tickets.Rendering;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>Between the admin's page and the stored form.</summary>
internal static class RequestTypeForms
{
    public static RequestTypeForm ToForm(SaveRequestTypeInput input) => new(
        Text(input.NameEn, input.NameZh), Text(input.DescriptionEn, input.DescriptionZh), Text(input.NoticeEn, input.NoticeZh),
        [.. input.Fields.Select(f => new FormField(f.Key, f.Kind, f.IsRequired, Text(f.LabelEn, f.LabelZh), Text(f.HelpEn, f.HelpZh),
            [.. f.Options.Select(o => new FormOption(TextCleaner.CleanLine(o.Value), Text(o.LabelEn, o.LabelZh)))],
            f.ShownWhenField is { Length: > 0 } asked ? new FieldCondition(asked, [.. f.ShownWhenValues]) : null))]);

    public static SaveRequestTypeInput ToInput(CatalogType type) => new()
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

    private static FormFieldInput ToInput(FormField field) => new()
    {
        Key = field.Key,
        Kind = field.Kind,
        IsRequired = field.IsRequired,
        LabelEn = field.Label.En,
        LabelZh = field.Label.Zh,
        HelpEn = field.Help.En,
        HelpZh = field.Help.Zh,
        Options = [.. field.Options.Select(o => new FormOptionInput { Value = o.Value, LabelEn = o.Label.En, LabelZh = o.Label.Zh })],
        ShownWhenField = field.ShownWhen?.Field ?? "",
        ShownWhenValues = [.. field.ShownWhen?.Values ?? []],
    };

    private static LocalizedText Text(string en, string zh) => new(TextCleaner.CleanLine(en), TextCleaner.CleanLine(zh));
}
