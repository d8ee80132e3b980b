using System.Text.RegularExpressions;

namespace CustomerService.ArchitectureTests;

/// <summary>Rules take the time as an argument; the edge asks TimeProvider. Nobody asks the wall clock.</summary>
public sealed partial class ClockTests
{
    [Fact]
    public void Should_Not_Ask_The_Wall_Clock() =>
        new[] { "src", "modules" }
            .SelectMany(f => Repository.SourceFiles(f, ".cs", ".razor"))
            .Where(file => AsksTheClock(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("var today = DateTime.Today;")]
    public void Should_Catch_A_Planted_Offender(string code) => AsksTheClock(code).ShouldBeTrue();

    private static bool AsksTheClock(string code) => WallClock().IsMatch(code);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b")]
    private static partial Regex WallClock();
}
