using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Prefill;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Portal;

/// <summary>
/// Checks a filled-in form against its type and keeps it as it was shown: labels and chosen options in the customer's
/// words.
/// </summary>
internal sealed class FormValues(IStringLocalizer localizer, TimeProvider time) : ITransientDependency
{
    /// <exception cref="InputValidationException">Members are named <c>Fields[key]</c>.</exception>
    public string? Check(RequestTypeDto type, IReadOnlyDictionary<string, string> answers, bool hasFiles, PrefillDto? prefill = null)
    {
        var (kept, problems) = Read(type, answers, hasFiles, prefill);
        return problems.Count > 0 ? throw new InputValidationException(problems)
            : kept.Count == 0 ? null
            : JsonSerializer.Serialize(kept);
    }

    /// <summary>What <see cref="Check"/> would complain about.</summary>
    public IReadOnlyList<InputProblem> FindProblems(
        RequestTypeDto type,
        IReadOnlyDictionary<string, string> answers,
        bool hasFiles,
        PrefillDto? prefill
    ) => Read(type, answers, hasFiles, prefill).Problems;

    private (List<FieldValueDto> Kept, List<InputProblem> Problems) Read(
        RequestTypeDto type,
        IReadOnlyDictionary<string, string> answers,
        bool hasFiles,
        PrefillDto? prefill
    )
    {
        var values = new Dictionary<string, string>(answers);
        foreach (var (key, field) in prefill?.Fields.Where(f => f.Value.IsLocked) ?? [])
        {
            values[key] = field.Value;
        }

        var problems = new List<InputProblem>();
        var kept = new List<FieldValueDto>();
        // What is not asked needs no answer, and an answer to it counts for nothing.
        foreach (var field in type.Fields.ShownFor(key => values.GetValueOrDefault(key)))
        {
            var value = TextCleaner.Clean(values.GetValueOrDefault(field.Key));
            var isEmpty = field.Kind == FormFieldKind.Attachment ? !hasFiles : value.Length == 0;
            if (isEmpty && field.IsRequired)
            {
                problems.Add(new InputProblem($"Fields[{field.Key}]", localizer[FormFieldExtensions.MissingKey(field.Kind)]));
            }
            else if (!isEmpty && field.Kind != FormFieldKind.Attachment)
            {
                Keep(field, value, value == TextCleaner.Clean(prefill?.Fields.GetValueOrDefault(field.Key)?.Value), kept, problems);
            }
        }

        return (kept, problems);
    }

    public static IReadOnlyList<FieldValueDto> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<FieldValueDto>>(json)!;

    /// <summary>Whether this could be an answer at all.</summary>
    public bool IsFit(FormFieldDto field, string value)
    {
        var problems = new List<InputProblem>();
        Keep(field, TextCleaner.Clean(value), false, [], problems);
        return problems.Count == 0 && !WellFormed.IsBlank(value);
    }

    private void Keep(FormFieldDto field, string value, bool isVerified, List<FieldValueDto> kept, List<InputProblem> problems)
    {
        var shown =
            value.Length > TicketLimits.FieldValue
                ? null
                : field.Kind switch
                {
                    FormFieldKind.Number => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                    || decimal.TryParse(value, NumberStyles.Number, CultureInfo.CurrentCulture, out _)
                        ? value
                        : null,
                    FormFieldKind.Date => DateOnly.TryParseExact(
                        value,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out _
                    )
                        ? value
                        : null,
                    FormFieldKind.Choice => field.Options.FirstOrDefault(o => o.Value == value)?.Label,
                    _ => value,
                };
        if (shown is null)
        {
            problems.Add(
                new InputProblem(
                    $"Fields[{field.Key}]",
                    localizer[
                        value.Length > TicketLimits.FieldValue ? "Tickets.Validation.FieldTooLong" : $"Tickets.Validation.{field.Kind}"
                    ]
                )
            );
            return;
        }

        if (!FieldRules.Fits(field, value, time.GetUtcNow().UtcDateTime))
        {
            problems.Add(new InputProblem($"Fields[{field.Key}]", FieldRules.Sentence(field, localizer)));
            return;
        }

        kept.Add(
            new FieldValueDto(
                field.Key,
                field.Label,
                field.Rule is { Format: not FieldFormat.None } ? FieldRules.Normalize(shown) : shown,
                isVerified
            )
        );
    }
}
