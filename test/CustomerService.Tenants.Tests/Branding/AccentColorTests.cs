using CustomerService.Tenants.Branding;

namespace CustomerService.Tenants.Tests.Branding;

public sealed class AccentColorTests
{
    private const string DarkSurface = "#191d23";

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#767676", "#ffffff", 4.54)]
    public void Should_Count_Contrast_As_WCAG_Does(string one, string other, double ratio) =>
        AccentColor.Contrast(one, other).ShouldBe(ratio, 0.01);

    [Fact]
    public void Should_Keep_A_Colour_That_Works() => AccentColor.ForLight("#0b6e5b").ShouldBe("#0b6e5b");

    [Theory]
    [InlineData("#ffff00")]
    [InlineData("#ffffff")]
    [InlineData("#ff9900")]
    [InlineData("#00ff00")]
    [InlineData("#000000")]
    public void Should_Make_Every_Colour_Readable_In_Light_And_Dark(string chosen)
    {
        AccentColor.Contrast(AccentColor.ForLight(chosen), "#ffffff").ShouldBeGreaterThanOrEqualTo(AccentColor.MinContrast);
        AccentColor.Contrast(AccentColor.ForDark(chosen), DarkSurface).ShouldBeGreaterThanOrEqualTo(AccentColor.MinContrast);
    }

    [Fact]
    public void Should_Change_No_More_Than_Needed() =>
        AccentColor.Contrast(AccentColor.ForLight("#ff9900"), "#ffffff").ShouldBeLessThan(5.2);

    [Theory]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#12345g")]
    [InlineData("#0b6e5b;}")]
    public void Should_Refuse_What_Is_No_Colour(string text) => AccentColor.IsWellFormed(text).ShouldBeFalse();
}
