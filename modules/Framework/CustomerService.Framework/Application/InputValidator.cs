using System.Collections;
using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Texts;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.Application;

/// <summary>Checks data annotations, nested objects included, and says each problem in the user's language.</summary>
public sealed class InputValidator(IStringLocalizer localizer) : ISingletonDependency
{
    private const int MaxDepth = 4;

    /// <exception cref="InputValidationException">At least one member breaks its rules.</exception>
    public void Validate(object? input)
    {
        var problems = new List<InputProblem>();
        Collect(input, "", 0, problems);
        if (problems.Count > 0)
        {
            throw new InputValidationException(problems);
        }
    }

    private void Collect(object? input, string prefix, int depth, List<InputProblem> problems)
    {
        if (
            input is null
            || depth > MaxDepth
            || input.GetType().Namespace?.StartsWith("CustomerService", StringComparison.Ordinal) != true
            || input is Enum or Delegate
        )
        {
            return;
        }

        foreach (var property in input.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(input);
            foreach (var rule in property.GetCustomAttributes(typeof(ValidationAttribute), true).Cast<ValidationAttribute>())
            {
                if (
                    rule.GetValidationResult(value, new ValidationContext(input) { MemberName = property.Name }) is not null
                    || (rule is RequiredAttribute { AllowEmptyStrings: false } && value is string text && WellFormed.IsBlank(text))
                )
                {
                    problems.Add(new InputProblem(prefix + property.Name, Sentence(rule, value)));
                }
            }

            if (value is IEnumerable items and not string)
            {
                var index = 0;
                foreach (var item in items)
                {
                    Collect(item, $"{prefix}{property.Name}[{index++}].", depth + 1, problems);
                }
            }
            else
            {
                Collect(value, $"{prefix}{property.Name}.", depth + 1, problems);
            }
        }
    }

    private string Sentence(ValidationAttribute rule, object? value) =>
        rule switch
        {
            RequiredAttribute => localizer["Framework.Validation.Required"],
            StringLengthAttribute a => localizer.Format("Framework.Validation.TooLong", ("Max", a.MaximumLength)),
            MaxLengthAttribute a when value is IEnumerable and not string => localizer.Format(
                "Framework.Validation.TooMany",
                ("Max", a.Length)
            ),
            MinLengthAttribute a when value is IEnumerable and not string => localizer.Format(
                "Framework.Validation.TooFew",
                ("Min", a.Length)
            ),
            MaxLengthAttribute a => localizer.Format("Framework.Validation.TooLong", ("Max", a.Length)),
            MinLengthAttribute a => localizer.Format("Framework.Validation.TooShort", ("Min", a.Length)),
            RangeAttribute a => localizer.Format("Framework.Validation.Range", ("Min", a.Minimum), ("Max", a.Maximum)),
            _ when rule.ErrorMessage is { } key => localizer[key],
            _ => localizer["Framework.Validation.Invalid"],
        };
}
