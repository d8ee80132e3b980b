using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Tickets;

/// <summary>A request type in the reader's language. <paramref name="Notice"/> is the safety advice shown before a risky form.</summary>
public sealed record RequestTypeDto(
    Guid Id,
    string Key,
    string Name,
    string Description,
    string? Notice,
    string Icon,
    bool IsScenario,
    TicketPriority DefaultPriority,
    TicketGrade Risk,
    TicketGrade Complexity,
    IReadOnlyList<FormFieldDto> Fields
);

public enum FormFieldKind
{
    Text,
    LongText,
    Number,
    Date,
    Choice,
    Attachment,
}

/// <param name="ShownWhen">Null: always asked.</param>
/// <param name="Rule">Null: any answer of its kind.</param>
public sealed record FormFieldDto(
    string Key,
    FormFieldKind Kind,
    bool IsRequired,
    string Label,
    string? Help,
    IReadOnlyList<FormOptionDto> Options,
    FieldConditionDto? ShownWhen = null,
    FieldRuleDto? Rule = null
);

/// <summary>The field is asked only while the choice <paramref name="Field"/>, which stands before it, has one of these values.</summary>
public sealed record FieldConditionDto(string Field, IReadOnlyList<string> Values);

public sealed record FormOptionDto(string Value, string Label);

/// <summary>Why a field would never be asked.</summary>
public enum ConditionFault
{
    /// <summary>The question it depends on is not in the form.</summary>
    Gone,

    /// <summary>The question stands below it.</summary>
    AskedLater,

    /// <summary>The question offers no answers to choose from.</summary>
    NoChoice,

    /// <summary>No answer is named, or one that the question does not offer.</summary>
    NoSuchAnswer,
}

public static class FormFieldExtensions
{
    /// <summary>A choice with more options is shown as a list.</summary>
    public const int MostRadios = 6;

    /// <summary>
    /// The fields that are asked once these answers are given, in their order. A field whose own question is not asked
    /// asks nothing further.
    /// </summary>
    public static IReadOnlyList<FormFieldDto> ShownFor(this IEnumerable<FormFieldDto> fields, Func<string, string?> answer)
    {
        var shown = new List<FormFieldDto>();
        foreach (var field in fields)
        {
            if (
                field.ShownWhen is not { } condition
                || (shown.Exists(f => f.Key == condition.Field) && condition.Values.Contains(answer(condition.Field)?.Trim() ?? ""))
            )
            {
                shown.Add(field);
            }
        }

        return shown;
    }

    /// <summary>Why nobody can fulfil the condition of the field at this place; null when somebody can, or there is none.</summary>
    public static ConditionFault? FaultOf(this IReadOnlyList<FormFieldDto> fields, int at)
    {
        if (fields[at].ShownWhen is not { } condition)
        {
            return null;
        }

        // Only what stands above can be asked about: so no field waits for itself, and people never look back.
        var asked = fields.Take(at).FirstOrDefault(f => f.Key == condition.Field);
        return asked switch
        {
            null => fields.Any(f => f.Key == condition.Field) ? ConditionFault.AskedLater : ConditionFault.Gone,
            { Kind: not FormFieldKind.Choice } => ConditionFault.NoChoice,
            _ when condition.Values.Count == 0 || condition.Values.Any(v => asked.Options.All(o => o.Value != v)) =>
                ConditionFault.NoSuchAnswer,
            _ => null,
        };
    }

    /// <summary>Localization key of what to do about a question that was left open.</summary>
    public static string MissingKey(FormFieldKind kind) =>
        kind switch
        {
            FormFieldKind.Choice or FormFieldKind.Attachment or FormFieldKind.Date or FormFieldKind.Number =>
                $"Tickets.Validation.Missing.{kind}",
            _ => "Framework.Validation.Required",
        };
}

/// <summary>For modules that match by request type (SLA policies, routing rules) and for the portal.</summary>
public interface IRequestTypeIntegrationService : IIntegrationService
{
    Task<IReadOnlyList<RequestTypeDto>> GetAllAsync(CancellationToken cancellationToken = default);
}
