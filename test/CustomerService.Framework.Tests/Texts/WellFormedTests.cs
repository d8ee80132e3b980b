using System.Text;
using System.Text.Json;
using CustomerService.Framework.Texts;

namespace CustomerService.Framework.Tests.Texts;

public sealed class WellFormedTests
{
    [Theory]
    [InlineData("plain text\r\n\twith lines", "plain text\r\n\twith lines")]
    [InlineData("😀 𠮷 é", "😀 𠮷 é")]
    [InlineData("a\0b", "ab")]
    [InlineData("a\u0001\u001B[31mb\u007F\u009F", "a[31mb")]
    [InlineData("line\u0085feed\fform\vtab", "line\nfeed\nform\ntab")]
    [InlineData("a\uFFFEb\uFFFFc\uFDD0d\uFDEF", "abcd")]
    [InlineData("plane end \U0001FFFE\U0010FFFF!", "plane end !")]
    public void Should_Take_Out_What_No_Text_May_Hold(string text, string expected) => WellFormed.Of(text).ShouldBe(expected);

    [Fact]
    public void Should_Replace_Halves_Of_Characters()
    {
        WellFormed.Of("a" + (char)0xD83D).ShouldBe("a\uFFFD");
        WellFormed.Of((char)0xDE00 + "b" + (char)0xD83D + "c").ShouldBe("\uFFFDb\uFFFDc");
        WellFormed.Of("" + (char)0xDE00 + (char)0xD83D).ShouldBe("\uFFFD\uFFFD");
    }

    [Fact]
    public void Should_Give_Back_The_Same_String_When_Nothing_Is_Wrong()
    {
        var text = string.Concat("emoji ", "😀");
        WellFormed.Of(text).ShouldBeSameAs(text);
    }

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("e\u0301e\u0301", 3, "e\u0301")]
    [InlineData("👨‍👩‍👧x", 5, "👨‍👩")]
    [InlineData("🇩🇪🇫🇷", 6, "🇩🇪")]
    [InlineData("a\r\nb", 2, "a")]
    public void Should_Not_Cut_Through_A_Character(string text, int max, string expected) =>
        // A family is longer than five units: then at least no pair is torn.
        WellFormed.Cut(text, max).ShouldBe(expected);

    [Fact]
    public void Should_Never_Cut_Longer_Than_Asked_Or_Into_Ill_Formed_Text()
    {
        var random = new Random(7);
        string[] pieces =
        [
            "a",
            "é",
            "e\u0301",
            "😀",
            "👨‍👩‍👧",
            "𠮷",
            "\u0301",
            "\uFFFE",
            "\0",
            "" + (char)0xD83D,
            "" + (char)0xDE00,
            "\r\n",
        ];
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var cut = WellFormed.Cut(text, random.Next(14));
            WellFormed.Of(cut).ShouldBeSameAs(cut);
            _ = cut.Normalize(NormalizationForm.FormKC);
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\n", true)]
    [InlineData("\u200B\u200B", true)]
    [InlineData("\u2060\uFEFF\u00AD\u200D\u200E\u202E\u2066\u180E\u034F", true)]
    [InlineData("\u3164\uFFA0\u115F\u1160\u2800", true)]
    [InlineData("\uFE0F\u0301", true)]
    [InlineData("\U000E0041\U000E0100", true)]
    [InlineData("\u00A0\u3000\u2003", true)]
    [InlineData("\uFFFE\0", true)]
    [InlineData("\u200Ba", false)]
    [InlineData("。", false)]
    [InlineData("😀", false)]
    public void Should_Know_What_Nobody_Can_See(string text, bool isBlank) => WellFormed.IsBlank(text).ShouldBe(isBlank);

    [Theory]
    [InlineData("li lei", "L")]
    [InlineData("😀 Emoji", "😀")]
    [InlineData("𠮷田太郎", "𠮷")]
    [InlineData("👨‍👩‍👧 Family", "👨‍👩‍👧")]
    [InlineData("e\u0301mile", "E\u0301")]
    [InlineData("\u200B\u2060 anna", "A")]
    [InlineData("  ", "·")]
    [InlineData(null, "·")]
    public void Should_Show_A_Whole_Character_For_A_Name(string? name, string initial) => WellFormed.Initial(name).ShouldBe(initial);

    [Fact]
    public void Should_Read_Escaped_Halves_From_Json_And_Write_None()
    {
        var json = new JsonSerializerOptions { Converters = { new WellFormedJsonConverter() } };
        JsonSerializer.Deserialize<string>("\"a\\ud83d\\n\\\"b\\u0000\\ufffe\\uDE00\"", json).ShouldBe("a\uFFFD\n\"b\uFFFD");
        JsonSerializer
            .Deserialize<Dictionary<string, string>>("{\"k\\ufffe\":\"\\ud83d\\ude00\"}", json)!
            .ShouldBe(new Dictionary<string, string> { ["k"] = "😀" });
        JsonSerializer.Serialize("x\uFFFE" + (char)0xD83D, json).ShouldBe("\"x\\uFFFD\"");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<string>("12", json));
    }
}
