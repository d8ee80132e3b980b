using System.Text.RegularExpressions;
using CustomerService.Framework.Blazor.Theming;

namespace CustomerService.Framework;

/// <summary>A colour of the library that is none of ours stays as it is in the dark.</summary>
public sealed partial class AppThemeTests
{
    [Fact]
    public void Should_Dress_Every_Colour_In_A_Token()
    {
        var own = ColourName().Matches(AppTheme.Style).GroupBy(m => m.Groups[1].Value);
        string[] numbers = ["rgb", "opacity", "overlay", "black", "white", "border-opacity", "hover-opacity"];
        own.Where(n => !numbers.Any(x => n.Key.Contains(x, StringComparison.Ordinal)))
            .Where(n => !n.Last().Groups[2].Value.Contains("var(--cs-", StringComparison.Ordinal))
            .Select(n => n.Key)
            .ShouldBeEmpty();
    }

    [GeneratedRegex("--mud-palette-([a-z0-9-]+): ([^;]+);")]
    private static partial Regex ColourName();
}
