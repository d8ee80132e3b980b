using System.Text.RegularExpressions;

namespace CustomerService.ArchitectureTests;

/// <summary>A rule that dresses nothing is read by everybody who looks for the one that does.</summary>
public sealed partial class StyleSheetTests
{
    private const string Folder = "src/CustomerService.Web/wwwroot/css";

    private static readonly string[] Sources =
    [
        .. new[] { "modules", "src" }
            .SelectMany(folder => Repository.SourceFiles(folder, ".razor", ".cs", ".js"))
            .Where(f => !f.Contains("/wwwroot/_", StringComparison.Ordinal))
            .Select(File.ReadAllText),
    ];

    [Fact]
    public void Should_Have_A_User_For_Every_Class_Of_The_Console() => Unused(DeskSheet(), Sources).ShouldBeEmpty();

    /// <summary>What grows beyond this is a second design beside MudBlazor's; its classes do the rest.</summary>
    [Fact]
    public void Should_Stay_Small_Enough_To_Read() => Rules(DeskSheet()).ShouldBeLessThanOrEqualTo(150);

    [Fact]
    public void Should_Keep_Colours_In_One_Place() =>
        Colours(DeskSheet() + File.ReadAllText(Path.Combine(Repository.Root, Folder, "site.css"))).ShouldBeEmpty();

    [Fact]
    public void Should_Count_Blocks_Whatever_Stands_Around_Them() =>
        Rules(".a, .b { x: y } /* .c { } */ @media print { .d { } .e { } } @keyframes f { to { x: y } }").ShouldBe(4);

    [Fact]
    public void Should_Catch_A_Planted_Colour() =>
        Colours(".a { color: #fff; background: rgb(0 0 0 / .3) } #feed { color: color-mix(in oklab, var(--x) 82%, #000) }")
            .ShouldBe(["#fff", "rgb(", "#000"]);

    [Fact]
    public void Should_Catch_A_Planted_Offender() =>
        Unused(".cs-used, .cs-tree__2 { } .cs-nobody { } .is-open-now { }", ["class=\"cs-used cs-tree__@depth is-{word}-now\""])
            .ShouldBe(["cs-nobody"]);

    private static string DeskSheet() => File.ReadAllText(Path.Combine(Repository.Root, Folder, "desk.css"));

    private static int Rules(string sheet) => Declarations().Count(Comment().Replace(sheet, ""));

    private static string[] Colours(string sheet) =>
        [.. Declarations().Matches(Comment().Replace(sheet, "")).SelectMany(d => Colour().Matches(d.Value)).Select(c => c.Value)];

    private static string[] Unused(string sheet, IReadOnlyList<string> sources)
    {
        var names = sources
            .SelectMany(s => Name().Matches(s))
            .Select(m => m.Value)
            .Distinct()
            .ToLookup(n => n.Contains('{') || n.Contains('@'));
        var whole = names[false].ToHashSet();

        // What a component puts together: the part that it fills in may be anything.
        var patterns = names[true].Select(n => new Regex($"^{Hole().Replace(n, "[A-Za-z0-9_-]+")}$")).ToArray();
        return
        [
            .. Class()
                .Matches(Comment().Replace(sheet, ""))
                .Select(m => m.Groups[1].Value)
                .Distinct()
                .Where(c => !whole.Contains(c) && !patterns.Any(p => p.IsMatch(c))),
        ];
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_-])(?:cs|is)-(?:[A-Za-z0-9_-]|\{[^}""]*\}|@\(?[A-Za-z0-9_.?]+\)?)+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\{[^}]*\}|@\(?[A-Za-z0-9_.?]+\)?")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\.((?:cs|is)-[A-Za-z0-9_-]+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Declarations();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")]
    private static partial Regex Colour();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
