using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;
using MudBlazor;

namespace CustomerService.Framework;

/// <summary>The library fills its texts by position: one that cannot be filled takes the page down.</summary>
public sealed partial class MudTextsTests
{
    private static readonly Dictionary<string, string> Originals = Read();

    [Theory, InlineData("en"), InlineData("zh-Hans")]
    public void Should_Say_And_Fill_Every_Text_Of_The_Library(string culture)
    {
        using var language = LocalizerExtensions.UseCulture(culture);
        var texts = new JsonStringLocalizer();
        Originals.Count.ShouldBeGreaterThan(100);
        foreach (var (key, original) in Originals)
        {
            var text = texts[$"Framework.Mud.{key}"];
            text.ResourceNotFound.ShouldBeFalse(key);
            Places(text.Value).ShouldBe(Places(original), key);
            string.Format(CultureInfo.InvariantCulture, text.Value, "a", "b", "c").ShouldNotBeNullOrWhiteSpace(key);
        }
    }

    private static Dictionary<string, string> Read()
    {
        var set = new ResourceManager("MudBlazor.Resources.LanguageResource", typeof(MudTheme).Assembly).GetResourceSet(
            CultureInfo.InvariantCulture,
            true,
            true
        )!;
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Order().Distinct();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
