using System.Text.RegularExpressions;

namespace CustomerService.ArchitectureTests;

/// <summary>string.Normalize throws at half a character; WellFormed.Normalize does not.</summary>
public sealed partial class NormalizationTests
{
    [Fact]
    public void Should_Normalize_By_The_One_Way_That_Never_Throws() =>
        new[] { "src", "modules" }
            .SelectMany(f => Repository.SourceFiles(f, ".cs", ".razor"))
            .Where(file => MayThrow(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("name.Normalize(NormalizationForm.FormKC)")]
    [InlineData("name\n    .Normalize()")]
    [InlineData("name.Normalize(isKana ? NormalizationForm.FormKC : NormalizationForm.FormC)")]
    public void Should_Catch_A_Planted_Offender(string code) => MayThrow(code).ShouldBeTrue();

    private static bool MayThrow(string code) => StringNormalize().IsMatch(code);

    [GeneratedRegex(@"\.Normalize\(\s*(\)|(\w+\s*\?\s*)?NormalizationForm\.)")]
    private static partial Regex StringNormalize();
}
