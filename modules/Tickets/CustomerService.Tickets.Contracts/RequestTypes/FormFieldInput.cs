using System.ComponentModel.DataAnnotations;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>A question of the form, as the admin writes it.</summary>
public sealed class FormFieldInput
{
    [Required, StringLength(40), RegularExpression("^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$", ErrorMessage = "Tickets.Validation.Key")]
    public string Key { get; set; } = "";

    public FormFieldKind Kind { get; set; }

    public bool IsRequired { get; set; }

    [Required, StringLength(TicketLimits.Name)]
    public string LabelEn { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string LabelZh { get; set; } = "";

    [StringLength(300)]
    public string HelpEn { get; set; } = "";

    [StringLength(300)]
    public string HelpZh { get; set; } = "";

    [MaxLength(TicketLimits.Fields)]
    public List<FormOptionInput> Options { get; set; } = [];

    /// <summary>Key of a choice above this field, which decides whether it is asked; empty asks always.</summary>
    [StringLength(40)]
    public string ShownWhenField { get; set; } = "";

    /// <summary>The answers to that choice with which this field is asked.</summary>
    [MaxLength(TicketLimits.Fields)]
    public List<string> ShownWhenValues { get; set; } = [];

    public FieldFormat Format { get; set; }

    /// <summary>
    /// With <see cref="FieldFormat.Pattern"/>: a regular expression without look-around and back references, for the
    /// whole answer.
    /// </summary>
    [StringLength(FieldRules.PatternLength)]
    public string Pattern { get; set; } = "";

    /// <summary>Of a number, of a date (<c>2026-03-02</c>, <c>today</c>, <c>today-30</c>), of a text's length; empty for none.</summary>
    [StringLength(20)]
    public string Min { get; set; } = "";

    /// <inheritdoc cref="Min"/>
    [StringLength(20)]
    public string Max { get; set; } = "";

    /// <summary>Shown with the field and in the refusal; one's own pattern needs it.</summary>
    [StringLength(TicketLimits.Name)]
    public string ExampleEn { get; set; } = "";

    /// <inheritdoc cref="ExampleEn"/>
    [StringLength(TicketLimits.Name)]
    public string ExampleZh { get; set; } = "";

    /// <summary>Whether its kind knows bounds and an example; what was typed may remain from a kind that was chosen before.</summary>
    public bool HasBounds => Kind is FormFieldKind.Text or FormFieldKind.LongText or FormFieldKind.Number or FormFieldKind.Date;

    /// <summary>As the customer will see it in this language; texts that are missing in it are shown in the other.</summary>
    public FormFieldDto ToDto(string culture) =>
        new(
            Key,
            Kind,
            IsRequired,
            new LocalizedText(LabelEn, LabelZh).In(culture),
            new LocalizedText(HelpEn, HelpZh).In(culture) is { Length: > 0 } help ? help : null,
            [.. Options.Select(o => new FormOptionDto(o.Value.Trim(), new LocalizedText(o.LabelEn, o.LabelZh).In(culture)))],
            ShownWhenField.Length > 0 ? new FieldConditionDto(ShownWhenField, [.. ShownWhenValues]) : null,
            RuleIn(culture)
        );

    private FieldRuleDto? RuleIn(string culture)
    {
        var format = Kind == FormFieldKind.Text ? Format : FieldFormat.None;
        var rule = new FieldRuleDto(
            format,
            format == FieldFormat.Pattern ? Pattern.Trim() : "",
            Bound(Min),
            Bound(Max),
            Bound(new LocalizedText(ExampleEn, ExampleZh).In(culture))
        );
        return rule is { Format: FieldFormat.None, Min: null, Max: null, Example: null } ? null : rule;
    }

    private string? Bound(string text) => HasBounds && text.Trim() is { Length: > 0 } bound ? bound : null;
}

public sealed class FormOptionInput
{
    [Required, StringLength(60)]
    public string Value { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string LabelEn { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string LabelZh { get; set; } = "";
}
