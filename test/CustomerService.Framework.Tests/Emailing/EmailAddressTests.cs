using CustomerService.Framework.Application;

namespace CustomerService.Framework.Emailing;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("li lei@example.com")]
    [InlineData("Li <li@example.com>")]
    [InlineData("<li@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("a@example.com b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a.@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a@example..com")]
    [InlineData("a@example.com.")]
    [InlineData("a@-example.com")]
    [InlineData("a@example-.com")]
    [InlineData("a@exa_mple.com")]
    [InlineData("a@exam\u200Bple.com")]
    [InlineData("a\u200Bb@example.com")]
    [InlineData("mailto:a@example.com")]
    [InlineData("a@example.com;b")]
    [InlineData("a(comment)@example.com")]
    [InlineData("a@example.com(comment)")]
    [InlineData("\"li lei\"@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a\nb@example.com")]
    [InlineData("a\0@example.com")]
    [InlineData("李雷@example.com")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@127.0.0.1")]
    [InlineData("a@localhost")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a\\b@example.com")]
    [InlineData("a:b@example.com")]
    [InlineData("\uD800@example.com")]
    [InlineData("example.com")]
    [InlineData("   ")]
    public void Should_Refuse_What_Cannot_Be_Mailed(string text)
    {
        EmailAddresses.TryNormalize(text, out _).ShouldBeFalse();
        new EmailAttribute().IsValid(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("li@example.com", "li@example.com")]
    [InlineData("  Li.Lei+shop@Example.com ", "Li.Lei+shop@Example.com")]
    [InlineData("a@example.com\u200B", "a@example.com")]
    [InlineData("\uFEFFa@example.com", "a@example.com")]
    [InlineData("o'neil_x-1@sub.example.co.uk", "o'neil_x-1@sub.example.co.uk")]
    [InlineData("ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "li@example.com")]
    [InlineData("li@bücher.example", "li@xn--bcher-kva.example")]
    [InlineData("li@例子。公司", "li@xn--fsqu00a.xn--55qx5d")]
    [InlineData("a@1and1.example", "a@1and1.example")]
    public void Should_Keep_An_Address_As_It_Is_Sent_To(string text, string expected)
    {
        EmailAddresses.TryNormalize(text, out var address).ShouldBeTrue();
        address.ShouldBe(expected);
    }

    [Fact]
    public void Should_Refuse_What_Is_Too_Long()
    {
        EmailAddresses.TryNormalize(new string('a', 65) + "@example.com", out _).ShouldBeFalse();
        EmailAddresses.TryNormalize("a@" + new string('b', 64) + ".com", out _).ShouldBeFalse();
        EmailAddresses.TryNormalize("a@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 5)) + ".com", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Li Lei <li@example.com>", "Li Lei", "li@example.com")]
    [InlineData("\"Lei, Li\" <li@example.com>", "Lei, Li", "li@example.com")]
    [InlineData("li@example.com", "", "li@example.com")]
    public void Should_Read_A_Person_Of_A_List(string text, string name, string address)
    {
        EmailAddresses.TryReadPerson(text, out var readName, out var readAddress).ShouldBeTrue();
        (readName, readAddress).ShouldBe((name, address));
    }

    [Theory]
    [InlineData("li lei@example.com")]
    [InlineData("Li <li@example.com>, Lei <lei@example.com>")]
    [InlineData("Li <li lei@example.com>")]
    [InlineData("team: li@example.com;")]
    public void Should_Not_Guess_A_Person(string text) => EmailAddresses.TryReadPerson(text, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("[Reset your password](https://evil.example)")]
    [InlineData("https://evil.example")]
    [InlineData("Visit www.evil.example")]
    [InlineData("Pay at evil.example now")]
    [InlineData("evil.example/pay")]
    [InlineData("Support call@evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("Bob\r\nBcc: x")]
    [InlineData("Bob\u0000")]
    [InlineData("Bob\u202Egnp")]
    [InlineData("https：／／evil.example")]
    public void Should_Refuse_A_Name_That_Leads_Somewhere(string name) => new PlainNameAttribute().IsValid(name).ShouldBeFalse();

    [Theory]
    [InlineData("Robert \"Bob\" Smith")]
    [InlineData("Bob\\")]
    [InlineData("Booking.com")]
    [InlineData("Node.js team")]
    [InlineData("J.R.R. Tolkien")]
    [InlineData("Müller & Söhne GmbH")]
    [InlineData("R&D / QA")]
    [InlineData("李雷（售后）")]
    [InlineData("Sales: Europe")]
    [InlineData("👩‍💻 Ada")]
    public void Should_Take_A_Name(string name) => new PlainNameAttribute().IsValid(name).ShouldBeTrue();
}
