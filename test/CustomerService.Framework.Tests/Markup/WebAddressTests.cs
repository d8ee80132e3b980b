using CustomerService.Framework.Markup;

namespace CustomerService.Framework.Tests.Markup;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("请看 https://example.com/a（说明）谢谢", "https://example.com/a")]
    [InlineData("订单 https://example.com/b！请尽快", "https://example.com/b")]
    [InlineData("地址：https://example.com/c：第二行", "https://example.com/c")]
    [InlineData("《https://example.com/d》", "https://example.com/d")]
    [InlineData("看“https://example.com/e”这里", "https://example.com/e")]
    [InlineData("Wiki https://en.wikipedia.org/wiki/Mercury_(planet) done", "https://en.wikipedia.org/wiki/Mercury_(planet)")]
    [InlineData("https://example.com/a，https://example.com/b。", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a、https://example.com/b；", "https://example.com/a", "https://example.com/b")]
    [InlineData("【https://example.com/a】「https://example.com/b」", "https://example.com/a", "https://example.com/b")]
    [InlineData("〔https://example.com/a〕『https://example.com/b』", "https://example.com/a", "https://example.com/b")]
    [InlineData("〈https://example.com/a〉‘https://example.com/b’", "https://example.com/a", "https://example.com/b")]
    [InlineData("（见https://example.com/a）", "https://example.com/a")]
    [InlineData("https://example.com/a…… https://example.com/b——好", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a？https://example.com/b～", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a｜https://example.com/b＂", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a\u3000好", "https://example.com/a")]
    [InlineData("https://example.com/a谢谢", "https://example.com/a")]
    [InlineData("https://example.com谢谢", "https://example.com")]
    [InlineData("https://example.com/a.谢谢", "https://example.com/a")]
    [InlineData("https://example.com/a(说明)谢谢", "https://example.com/a")]
    [InlineData("https://example.com/a😀好", "https://example.com/a")]
    [InlineData("https://zh.wikipedia.org/wiki/水星_(行星)。", "https://zh.wikipedia.org/wiki/水星_(行星)")]
    [InlineData("https://例子.公司/路径 好", "https://例子.公司/路径")]
    [InlineData("https://example.com/café?q=ü.", "https://example.com/café?q=ü")]
    [InlineData("(see https://example.com/a).", "https://example.com/a")]
    [InlineData("(https://example.com/a_(b)_c_((d)))", "https://example.com/a_(b)_c_((d))")]
    [InlineData("[https://example.com/a], {https://example.com/b}", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a[1]?x={y}", "https://example.com/a[1]?x={y}")]
    [InlineData("https://example.com/a(see below", "https://example.com/a")]
    [InlineData(
        "https://example.com/a, https://example.com/b; 'https://example.com/c'",
        "https://example.com/a",
        "https://example.com/b",
        "https://example.com/c"
    )]
    [InlineData("https://example.com/a,https://example.com/b", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a,b;c?d=e&f=g#h!i", "https://example.com/a,b;c?d=e&f=g#h!i")]
    [InlineData("https://example.com/a... Really? https://example.com/b?!", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://web.archive.org/web/2020/https://example.com/", "https://web.archive.org/web/2020/https://example.com/")]
    [InlineData("**https://example.com/a**和**https://example.com/b**", "https://example.com/a", "https://example.com/b")]
    [InlineData("HTTPS://EXAMPLE.COM/A http://localhost:5000/x", "HTTPS://EXAMPLE.COM/A", "http://localhost:5000/x")]
    [InlineData("看www.example.com/a。", "www.example.com/a")]
    [InlineData("\"https://example.com/a\" <https://example.com/b>", "https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a\\nb", "https://example.com/a")]
    public void Should_End_Where_The_Sentence_Goes_On(string text, params string[] addresses)
    {
        WebAddresses.In(text).Select(range => text[range]).ShouldBe(addresses);
        var links = addresses.Select(WebAddresses.Target);
        Links(MarkupRenderer.OfPlainText(text)).ShouldBe(links);
        foreach (
            var rules in new[]
            {
                MarkupRules.Message,
                new MarkupRules { OwnScheme = "kb" },
            }
        )
        {
            var html = MarkupRenderer.OfMarkdown("**bold**\n\n" + text, rules);
            Links(html).ShouldBe(links);
            html.ShouldContain("<strong>bold</strong>", Case.Sensitive, "it is not the plain text that stands in for what cannot be shown");
        }
    }

    [Theory]
    [InlineData("https://")]
    [InlineData("http://. and https://!")]
    [InlineData("xhttps://example.com")]
    [InlineData("www.")]
    [InlineData("www.x")]
    [InlineData("help@example.com, example.com")]
    [InlineData("how, why, What")]
    public void Should_Find_None_Where_None_Is(string text) => WebAddresses.In(text).ShouldBeEmpty();

    /// <summary>As a browser reads them: what it shows in its address bar is what was typed.</summary>
    private static IEnumerable<string> Links(string html) =>
        new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(html)
            .QuerySelectorAll("a")
            .Select(a =>
                Uri.UnescapeDataString(a.GetAttribute("href")!).Replace("xn--fsqu00a.xn--55qx5d", "例子.公司", StringComparison.Ordinal)
            );
}
