using System.Globalization;
using System.Text;
using CustomerService.Framework.Errors;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.Localization;

public static class LocalizerExtensions
{
    /// <summary>Fills the text's <c>{Name}</c> placeholders; enum values by their texts.</summary>
    public static string Format(this IStringLocalizer localizer, string key, params (string Name, object? Value)[] values)
    {
        var text = new StringBuilder(localizer[key].Value);
        foreach (var (name, value) in values)
        {
            text.Replace(
                "{" + name + "}",
                value is System.Enum named
                    ? localizer[$"Enum.{named.GetType().Name}.{named}"]
                    : Convert.ToString(value, CultureInfo.CurrentCulture)
            );
        }

        return text.ToString();
    }

    /// <summary>The name of an enum value: key <c>Enum.{Type}.{Value}</c>.</summary>
    public static string Enum<T>(this IStringLocalizer localizer, T value)
        where T : struct, System.Enum => localizer[$"Enum.{typeof(T).Name}.{value}"];

    /// <summary>The sentence that a user reads for this error.</summary>
    public static string Sentence(this IStringLocalizer localizer, BusinessException error) =>
        localizer.Format(error.Code, [.. error.Values.Select(pair => (pair.Key, pair.Value))]);

    /// <summary>Runs with a person's or tenant's language, for texts that leave the request (mail, jobs).</summary>
    public static IDisposable UseCulture(string culture)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return new MultiTenancy.Restore(() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi));
    }
}
