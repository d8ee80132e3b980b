using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Tests.Tickets;

/// <summary>Whom a note calls by @, and that a name nobody has is said.</summary>
public sealed class MentionsTests
{
    private static readonly PersonDto[] Staff =
    [
        Person("Amy Lee"),
        Person("Amy Leeson"),
        Person("Bob Stone"),
        Person("李雷"),
        Person("李雷雷"),
    ];

    [Theory]
    [InlineData("@Amy Lee please look", "Amy Lee")]
    [InlineData("@amy leeson please look", "Amy Leeson")]
    [InlineData("请@李雷看一下", "李雷")]
    [InlineData("请@李雷雷看一下", "李雷雷")]
    [InlineData("@Bob, and @Amy Lee.", "Bob Stone|Amy Lee")]
    [InlineData("(@Bob Stone) @Bob Stone", "Bob Stone")]
    public void Should_Find_Who_Is_Called(string text, string names)
    {
        var found = Mentions.Read(text, Staff);
        string.Join('|', found.People.Select(p => p.Name)).ShouldBe(names);
        found.Unknown.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@Amy look", "Amy")]
    [InlineData("@nobody and @Nobody", "nobody")]
    [InlineData("@张三 看一下", "张三")]
    public void Should_Say_Who_Is_Nobody_Or_Could_Be_Several(string text, string unknown)
    {
        var found = Mentions.Read(text, Staff);
        found.People.ShouldBeEmpty();
        string.Join('|', found.Unknown).ShouldBe(unknown);
    }

    [Theory, InlineData(""), InlineData(null), InlineData("write to amy@example.com"), InlineData("5 @ 3"), InlineData("@")]
    public void Should_Call_Nobody_By_An_Address_Or_A_Sign(string? text)
    {
        var found = Mentions.Read(text, Staff);
        found.People.ShouldBeEmpty();
        found.Unknown.ShouldBeEmpty();
    }

    private static PersonDto Person(string name) => new(Guid.NewGuid(), name, "");
}
