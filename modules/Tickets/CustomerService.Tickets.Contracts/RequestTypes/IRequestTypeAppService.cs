using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>What can be asked for, and the form that asks everything at once.</summary>
public interface IRequestTypeAppService : IApplicationService
{
    /// <summary>In the reader's language.</summary>
    Task<IReadOnlyList<RequestTypeDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<SaveRequestTypeInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveRequestTypeInput input, CancellationToken cancellationToken = default);

    /// <param name="up">Else down.</param>
    Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default);

    /// <summary>No longer offered; tickets keep it.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

public sealed class SaveRequestTypeInput
{
    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    /// <summary>Part of the form's address.</summary>
    [Required, StringLength(40), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Tickets.Validation.Key")]
    public string Key { get; set; } = "";

    [Required, StringLength(40)]
    public string Icon { get; set; } = "ticket";

    public bool IsScenario { get; set; }

    public TicketPriority DefaultPriority { get; set; }

    public TicketGrade Risk { get; set; }

    public TicketGrade Complexity { get; set; }

    [Required, StringLength(TicketLimits.Name)]
    public string NameEn { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string NameZh { get; set; } = "";

    [StringLength(300)]
    public string DescriptionEn { get; set; } = "";

    [StringLength(300)]
    public string DescriptionZh { get; set; } = "";

    /// <summary>Safety advice before the form; empty for none.</summary>
    [StringLength(500)]
    public string NoticeEn { get; set; } = "";

    [StringLength(500)]
    public string NoticeZh { get; set; } = "";

    [MaxLength(TicketLimits.Fields)]
    public List<FormFieldInput> Fields { get; set; } = [];
}

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
