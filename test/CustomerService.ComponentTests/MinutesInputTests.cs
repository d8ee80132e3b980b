using Bunit;
using CustomerService.Sla.Blazor;
using CustomerService.Sla.Blazor.Components;

namespace CustomerService.ComponentTests;

public sealed class MinutesInputTests : Screen
{
    [Theory]
    [InlineData("4 h 30 min", 270)]
    [InlineData("4h30", 270)]
    [InlineData("1.5 h", 90)]
    [InlineData("1,5h", 90)]
    [InlineData("0:45", 45)]
    [InlineData("90", 90)]
    [InlineData(" 15 MIN ", 15)]
    [InlineData("4 小时 30 分钟", 270)]
    [InlineData("2个小时", 120)]
    [InlineData("", null)]
    public void Should_Read_A_Span_As_People_Write_It(string text, int? minutes)
    {
        SpanText.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(minutes);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2 d")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("h")]
    [InlineData("999999 h")]
    public void Should_Refuse_What_Is_No_Span(string text) => SpanText.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Should_Keep_What_Was_Mistyped_And_Promise_Nothing_Else()
    {
        RenderDialogs();
        var told = new List<int?>();
        var field = Render<MinutesInput>(p => p.Add(x => x.Label, "Urgent").Add(x => x.Value, 60).Add(x => x.ValueChanged, told.Add));
        field.Find("input").GetAttribute("value").ShouldBe("1 h");
        field.Find("input").Change("soon");
        told.ShouldBeEmpty();
        field.Render(p => p.Add(x => x.Value, 60));
        field.Find("input").GetAttribute("value").ShouldBe("soon");
        field.Markup.ShouldContain("Write it like 4 h 30 min");

        field.Find("input").Change("2h");
        told.ShouldBe([120]);
        field.Render(p => p.Add(x => x.Value, 120));
        field.Find("input").GetAttribute("value").ShouldBe("2 h");
    }
}
