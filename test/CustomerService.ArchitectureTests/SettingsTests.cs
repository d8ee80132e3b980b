using System.Text.RegularExpressions;
using CustomerService.Web.Settings;

namespace CustomerService.ArchitectureTests;

/// <summary>One list of settings, which the code, the start and the operating guide agree on.</summary>
public sealed partial class SettingsTests
{
    private static IEnumerable<string> Sections => KnownSettings.All.Keys.Select(k => k.Split(':')[0]).Distinct();

    [Fact]
    public void Should_Know_Every_Setting_That_The_Code_Reads()
    {
        var read = Repository
            .SourceFiles("modules", ".cs")
            .Concat(Repository.SourceFiles("src", ".cs"))
            .Where(f => !f.Contains("/Settings/", StringComparison.Ordinal))
            .SelectMany(f => NamePattern().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Where(n => Sections.Contains(n.Split(':')[0]) && !KnownSettings.IsSection(n));

        // A list is read by its name, and known by its first place.
        read.Where(n => (KnownSettings.Find(n) ?? KnownSettings.Find(n + ":0")) is null)
            .Distinct()
            .ShouldBeEmpty("Add them to KnownSettings and to etc/docs/operating.md.");
    }

    /// <summary>A section that is bound to a class: each of its properties is a setting.</summary>
    [Fact]
    public void Should_Know_Every_Property_Of_Bound_Sections()
    {
        var sources = Repository.SourceFiles("modules", ".cs").ToDictionary(f => f, File.ReadAllText);
        var unknown =
            from source in sources.Values
            from bound in BoundPattern().Matches(source)
            let type = bound.Groups[1].Value
            let section = bound.Groups[2].Value
            from declaration in sources.Values
            let start = declaration.IndexOf($"class {type}\n", StringComparison.Ordinal)
            where start >= 0
            from property in PropertyPattern().Matches(declaration[start..])
            let name = $"{section}:{property.Groups[1].Value}"
            where KnownSettings.Find(name) is null
            select name;
        unknown.ShouldBeEmpty("Add them to KnownSettings and to etc/docs/operating.md.");
    }

    [Fact]
    public void Should_Describe_Every_Setting_In_The_Operating_Guide()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "etc", "docs", "operating.md"));
        KnownSettings
            .All.Keys.Select(k => k.Replace(":", "__", StringComparison.Ordinal))
            .Where(n => !guide.Contains($"`{n}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [GeneratedRegex("\"([A-Z][A-Za-z]+:[A-Z][A-Za-z]+)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex("""(?:Configure|AddOptions)<(\w+)>\([^;]*?GetSection\("(\w+)"\)""")]
    private static partial Regex BoundPattern();

    [GeneratedRegex("""public [\w?]+ (\w+) \{ get; set; \}""")]
    private static partial Regex PropertyPattern();
}
