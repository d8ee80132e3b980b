using System.Text.Json;
using System.Text.RegularExpressions;

namespace CustomerService.ArchitectureTests;

/// <summary>Every text exists in English and 简体中文, once, with the same placeholders.</summary>
public sealed partial class LocalizationTests
{
    private static readonly string[] Folders =
    [
        .. Directory
            .GetDirectories(Path.Combine(Repository.Root, "modules"), "Localization", SearchOption.AllDirectories)
            .Where(d => File.Exists(Path.Combine(d, "en.json")) && !d.Contains("/bin/", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Resources => [.. Folders.Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory, MemberData(nameof(Resources))]
    public void Should_Have_The_Same_Keys_And_Placeholders_In_Both_Languages(string folder)
    {
        var (english, chinese) = (Read(folder, "en"), Read(folder, "zh-Hans"));
        english.Keys.Except(chinese.Keys).ShouldBeEmpty("missing in zh-Hans");
        chinese.Keys.Except(english.Keys).ShouldBeEmpty("missing in en");
        english.Keys.Where(k => !Placeholders(english[k]).SetEquals(Placeholders(chinese[k]))).ShouldBeEmpty("other placeholders");
        chinese.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void Should_Not_Say_A_Key_Twice() =>
        Folders.SelectMany(f => Read(f, "en").Keys).GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    [Fact]
    public void Should_Have_A_Text_For_Every_Key_That_The_Code_Names()
    {
        var known = Folders.SelectMany(f => Read(f, "en").Keys).ToHashSet();
        var prefixes = known.Select(k => k.Split('.')[0]).ToHashSet();
        var named = new[] { "src", "modules" }
            .SelectMany(f => Repository.SourceFiles(f, ".cs", ".razor"))
            .SelectMany(file => NamedKeys(File.ReadAllText(file)).Select(key => (key, file)))
            .Where(n => prefixes.Contains(n.key.Split('.')[0]))
            .ToList();
        named.ShouldNotBeEmpty();
        named.Where(n => !known.Contains(n.key)).Select(n => $"{n.key} in {Path.GetFileName(n.file)}").Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Should_Catch_A_Planted_Offender()
    {
        NamedKeys("""<p>@L["Tickets.NoSuchText"]</p>""").ShouldBe(["Tickets.NoSuchText"]);
        Placeholders("by {Time}").SetEquals(Placeholders("在 {Tme} 前")).ShouldBeFalse();
    }

    private static Dictionary<string, string> Read(string folder, string culture) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Repository.Root, folder, culture + ".json")))!;

    private static HashSet<string> Placeholders(string text) => [.. PlaceholderPattern().Matches(text).Select(m => m.Value)];

    private static IEnumerable<string> NamedKeys(string code) => KeyPattern().Matches(code).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex PlaceholderPattern();

    [GeneratedRegex(@"\b(?:L|localizer|_localizer)(?:\.Format\(|\[)""([A-Za-z][A-Za-z0-9.\-]+)""")]
    private static partial Regex KeyPattern();
}
