using CustomerService.Framework.Localization;
using CustomerService.Tenants.Plans;

namespace CustomerService.Tenants.Tests.Plans;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(9900, "CNY", "en", "CN¥99")]
    [InlineData(9900, "CNY", "zh-Hans", "¥99")]
    [InlineData(123456, "USD", "en", "$1,234.56")]
    [InlineData(990, "JPY", "en", "¥990")]
    [InlineData(990, "JPY", "zh-Hans", "JP¥990")]
    [InlineData(1250, "KWD", "en", "KWD\u00a01.250")]
    [InlineData(-500, "EUR", "en", "−€5")]
    public void Should_Write_An_Amount_By_Currency_And_Reader(long minor, string currency, string culture, string text)
    {
        using var reader = LocalizerExtensions.UseCulture(culture);
        Money.Format(minor, currency).ShouldBe(text);
    }

    [Theory]
    [InlineData("9.9", "USD", 990L)]
    [InlineData("990", "JPY", 990L)]
    [InlineData("9.9", "JPY", null)]
    [InlineData("9.999", "USD", null)]
    [InlineData("0.001", "KWD", 1L)]
    [InlineData("99999999999999999999", "USD", null)]
    public void Should_Count_In_The_Smallest_Unit_Or_Say_That_It_Cannot(string major, string currency, long? minor) =>
        Money.ToMinor(decimal.Parse(major, System.Globalization.CultureInfo.InvariantCulture), currency).ShouldBe(minor);

    [Theory]
    [InlineData("CNY", true)]
    [InlineData("XYZ", false)]
    [InlineData("cny", false)]
    [InlineData(null, false)]
    public void Should_Know_The_Currencies_There_Are(string? code, bool isOne) => Money.IsCurrency(code).ShouldBe(isOne);
}
