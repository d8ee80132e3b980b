using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.Localization;

/// <summary>
/// The texts of all modules: <c>Localization/{culture}.json</c>, embedded in each Contracts assembly, keys beginning
/// with the module's name.
/// A missing text shows its key; tests keep languages and keys complete.
/// </summary>
public sealed class JsonStringLocalizer : IStringLocalizer
{
    public static readonly IReadOnlyList<string> Cultures = ["en", "zh-Hans"];

    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, string>>> Texts = new(Load);

    public LocalizedString this[string name] => Find(name) is { } text ? new(name, text) : new(name, name, true);

    public LocalizedString this[string name, params object[] arguments] =>
        Find(name) is { } text ? new(name, string.Format(CultureInfo.CurrentCulture, text, arguments)) : new(name, name, true);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Texts.Value[CultureOf(CultureInfo.CurrentUICulture)].Select(pair => new LocalizedString(pair.Key, pair.Value));

    /// <summary>The supported culture that serves <paramref name="culture"/>: any Chinese is zh-Hans, the rest is en.</summary>
    public static string CultureOf(CultureInfo culture) =>
        culture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en";

    private static string? Find(string name) =>
        Texts.Value[CultureOf(CultureInfo.CurrentUICulture)].GetValueOrDefault(name) ?? Texts.Value["en"].GetValueOrDefault(name);

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        var assemblies = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic && a.GetName().Name?.StartsWith("CustomerService.", StringComparison.Ordinal) == true)
            .ToList();
        return Cultures.ToFrozenDictionary(
            culture => culture,
            culture => assemblies.SelectMany(assembly => Read(assembly, culture)).ToFrozenDictionary(pair => pair.Key, pair => pair.Value)
        );
    }

    private static Dictionary<string, string> Read(System.Reflection.Assembly assembly, string culture)
    {
        using var stream = assembly.GetManifestResourceStream($"Localization.{culture}.json");
        return stream is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}

internal sealed class JsonStringLocalizerFactory(JsonStringLocalizer localizer) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => localizer;

    public IStringLocalizer Create(string baseName, string location) => localizer;
}
