using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Texts;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Tickets;

/// <summary>How an answer must look. Numbers, dates and lengths are bounded besides.</summary>
public enum FieldFormat
{
    None,
    Phone,
    Email,

    /// <summary>Letters, digits and hyphens.</summary>
    OrderNumber,

    /// <summary>The admin's own expression.</summary>
    Pattern,
}

/// <summary>What an answer must fit, in the reader's language.</summary>
/// <param name="Pattern">With <see cref="FieldFormat.Pattern"/>.</param>
/// <param name="Min">Of a number, of a date (<c>2026-03-02</c>, <c>today</c>, <c>today-30</c>), of a text's length; null for none.</param>
/// <param name="Max">As <paramref name="Min"/>.</param>
/// <param name="Example">Shown with the field and in the refusal.</param>
public sealed record FieldRuleDto(FieldFormat Format, string? Pattern, string? Min, string? Max, string? Example);

/// <summary>The one place that knows whether an answer fits its rule, and how that is said: before sending and after.</summary>
public static partial class FieldRules
{
    /// <summary>Longer expressions are programs.</summary>
    public const int PatternLength = 200;

    private const string Today = "today";
    private static readonly DateOnly AnyDay = new(2000, 1, 1);

    /// <summary>
    /// As people of any country write them: five to eighteen digits with brackets, dots, hyphens and dashes between, then an
    /// extension. Whether such a number exists cannot be asked: a form does not know of which country its reader is.
    /// </summary>
    private const string Phone =
        @"\+?[ \(]{0,2}[0-9](?:[ \(\)\.\-\/\u2010-\u2015\u2212]{0,3}[0-9]){4,17}\)?"
        + @"(?:[ ,;]{0,2}\(?(?:ext\.?|extension|x|#|转|轉|转接|转分机|分机|分機|内线|內線|доб\.?)[ :\.]{0,2}[0-9]{1,8}\)?)?";

    private static readonly Dictionary<FieldFormat, string> Patterns = new()
    {
        [FieldFormat.Phone] = Phone,
        [FieldFormat.Email] = @"[^\s@]+@[^\s@]+\.[^\s@]+",
        [FieldFormat.OrderNumber] = @"[A-Za-z0-9][A-Za-z0-9\-]{2,30}[A-Za-z0-9]",
    };

    /// <summary>The expression that the whole answer must fit; also for the browser.</summary>
    public static string? Expression(this FieldRuleDto rule) =>
        rule.Format == FieldFormat.Pattern ? rule.Pattern : Patterns.GetValueOrDefault(rule.Format);

    /// <summary>In one width: who types full-width digits has typed digits.</summary>
    public static string Normalize(string value) => WellFormed.Normalize(value, NormalizationForm.FormKC).Trim();

    /// <param name="value">Not empty; what its kind cannot be (a number that is none) is another's affair.</param>
    /// <param name="now">UTC. "Today" is every day that it is somewhere on earth: nobody is refused for his time zone.</param>
    public static bool Fits(FormFieldDto field, string value, DateTime now)
    {
        if (field.Rule is not { } rule)
        {
            return true;
        }

        var text = rule.Format == FieldFormat.None ? value : Normalize(value);
        return (rule.Expression() is not { } expression || IsMatch(expression, text))
            && (rule.Format != FieldFormat.Email || EmailAddresses.TryNormalize(text, out _))
            && field.Kind switch
            {
                FormFieldKind.Number => !TryNumber(text, out var number)
                    || ((!TryNumber(rule.Min, out var least) || number >= least) && (!TryNumber(rule.Max, out var most) || number <= most)),
                FormFieldKind.Date => !TryDate(text, default, out var date)
                    || (
                        (!TryDate(rule.Min, Earliest(now), out var first) || date >= first)
                        && (!TryDate(rule.Max, Latest(now), out var last) || date <= last)
                    ),
                _ => (!TryLength(rule.Min, out var shortest) || text.Length >= shortest)
                    && (!TryLength(rule.Max, out var longest) || text.Length <= longest),
            };
    }

    /// <summary>Why an answer was not taken, with the example.</summary>
    public static string Sentence(FormFieldDto field, IStringLocalizer localizer) =>
        field.Rule!.Format == FieldFormat.None
            ? Hint(field, localizer)
            : $"{localizer[$"Tickets.Rule.{field.Rule.Format}"].Value} {Hint(field, localizer)}".Trim();

    /// <summary>What can be said beforehand: the bounds and the example.</summary>
    public static string Hint(FormFieldDto field, IStringLocalizer localizer)
    {
        var rule = field.Rule!;
        var (min, max) = (Shown(rule.Min, localizer), Shown(rule.Max, localizer));
        var kind = field.Kind is FormFieldKind.Number or FormFieldKind.Date ? field.Kind : FormFieldKind.Text;
        var bounds = (min, max) switch
        {
            (null, null) => "",
            (_, null) => localizer.Format($"Tickets.Rule.{kind}.Min", ("Min", min)),
            (null, _) => localizer.Format($"Tickets.Rule.{kind}.Max", ("Max", max)),
            _ => localizer.Format($"Tickets.Rule.{kind}.Both", ("Min", min), ("Max", max)),
        };
        var example = Example(rule, localizer) is { Length: > 0 } text ? localizer.Format("Tickets.Rule.Example", ("Example", text)) : "";
        return $"{bounds} {example}".Trim();
    }

    /// <summary>The admin's example, else the format's usual one.</summary>
    public static string? Example(FieldRuleDto rule, IStringLocalizer localizer) =>
        rule.Example is { Length: > 0 } own
            ? own
            : rule.Format switch
            {
                FieldFormat.Phone => localizer["Tickets.Rule.Phone.Example"].Value,
                FieldFormat.Email => localizer["Tickets.Rule.Email.Example"].Value,
                FieldFormat.OrderNumber => localizer["Tickets.Rule.OrderNumber.Example"].Value,
                _ => null,
            };

    /// <summary>The first day that is taken, as a date picker understands it; null for none.</summary>
    public static string? FirstDay(this FieldRuleDto rule, DateTime now) =>
        TryDate(rule.Min, Earliest(now), out var date) ? Iso(date) : null;

    /// <summary>The last day.</summary>
    public static string? LastDay(this FieldRuleDto rule, DateTime now) => TryDate(rule.Max, Latest(now), out var date) ? Iso(date) : null;

    /// <summary>Both are what the kind can have, or empty, and something lies between them.</summary>
    public static bool AreBounds(FormFieldKind kind, string min, string max)
    {
        if (!IsBound(kind, min) || !IsBound(kind, max))
        {
            return false;
        }

        // Whether a fixed day comes before one that moves is another answer every day.
        var areAlike = min.StartsWith(Today, StringComparison.Ordinal) == max.StartsWith(Today, StringComparison.Ordinal);
        return min.Length == 0
            || max.Length == 0
            || kind switch
            {
                FormFieldKind.Date => !areAlike
                    || (TryDate(min, AnyDay, out var first) && TryDate(max, AnyDay, out var last) && first <= last),
                _ => TryNumber(min, out var least) && TryNumber(max, out var most) && least <= most,
            };
    }

    private static bool IsBound(FormFieldKind kind, string bound) =>
        bound.Length == 0
        || kind switch
        {
            FormFieldKind.Number => TryNumber(bound, out _),
            FormFieldKind.Date => TryDate(bound, AnyDay, out _),
            FormFieldKind.Text or FormFieldKind.LongText => TryLength(bound, out _),
            _ => false,
        };

    public static bool IsExpression(string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression) || expression.Length > PatternLength)
        {
            return false;
        }

        try
        {
            _ = Whole(expression);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string? Shown(string? bound, IStringLocalizer localizer) =>
        string.IsNullOrEmpty(bound) ? null
        : RelativePattern().Match(bound) is not { Success: true } match ? bound
        : Days(match) switch
        {
            0 => localizer["Tickets.Rule.Date.Today"].Value,
            < 0 and var days => localizer.Format("Tickets.Rule.Date.Ago", ("Days", -days)),
            var days => localizer.Format("Tickets.Rule.Date.Ahead", ("Days", days)),
        };

    private static DateOnly Earliest(DateTime now) => DateOnly.FromDateTime(now.AddHours(-12));

    private static DateOnly Latest(DateTime now) => DateOnly.FromDateTime(now.AddHours(14));

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool IsMatch(string expression, string text) => Whole(expression).IsMatch(text);

    /// <summary>Linear in the text, whatever the expression: an admin's slip or a stranger's text stops nobody.</summary>
    private static Regex Whole(string expression) =>
        new($"^(?:{expression})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static bool TryNumber(string? text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number)
        || decimal.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out number);

    private static bool TryLength(string? text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);

    private static bool TryDate(string? text, DateOnly today, out DateOnly date)
    {
        if (text is not null && RelativePattern().Match(text) is { Success: true } match)
        {
            date = today.AddDays(Days(match));
            return true;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    private static int Days(Match relative) =>
        relative.Groups[1].Value is { Length: > 0 } offset ? int.Parse(offset, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^" + Today + "([+-][0-9]{1,4})?$")]
    private static partial Regex RelativePattern();
}
