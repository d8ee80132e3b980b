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

public static class FormFieldExtensions
{
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
