using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Tests.SignUps;

public sealed class SlugRulesTests
{
    [Theory]
    [InlineData("acme")]
    [InlineData("a1b")]
    [InlineData("acme-shop-2")]
    public void Should_Accept(string slug) => SlugRules.IsWellFormed(slug).ShouldBeTrue();

    [Theory]
    [InlineData("ab")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("ac--me")]
    [InlineData("Acme")]
    [InlineData("ac.me")]
    [InlineData("云端")]
    [InlineData("xn--fiq")]
    [InlineData("a123456789012345678901234567890")]
    [InlineData("acme\n")]
    [InlineData("")]
    [InlineData(null)]
    public void Should_Refuse(string? slug) => SlugRules.IsWellFormed(slug).ShouldBeFalse();

    [Theory]
    [InlineData("ACME Inc.", "acme-inc")]
    [InlineData("  Smith & Sons ", "smith-sons")]
    [InlineData("云端优选", "")]
    [InlineData("müller", "muller")]
    [InlineData("Mu\u0308ller & Søn GmbH", "muller-son-gmbh")]
    [InlineData("Straße Łódź", "strasse-lodz")]
    [InlineData("Tiếng Việt", "tieng-viet")]
    public void Should_Write_A_Name_As_A_Slug(string typed, string slug) => SlugRules.Normalize(typed).ShouldBe(slug);

    [Theory]
    [InlineData("www")]
    [InlineData("api")]
    [InlineData("host")]
    [InlineData("admin")]
    [InlineData("mail")]
    public void Should_Keep_Words_For_The_Installation(string slug) => SlugRules.IsReserved(slug).ShouldBeTrue();
}
