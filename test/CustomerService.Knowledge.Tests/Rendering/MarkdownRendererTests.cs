using CustomerService.Knowledge.Rendering;

namespace CustomerService.Knowledge.Tests.Rendering;

public sealed class MarkdownRendererTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("text <img src=x onerror=alert(1)> text")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("[go](javascript:alert(1))")]
    [InlineData("[go](JaVaScRiPt:alert(1))")]
    [InlineData("[go](java&#115;cript:alert(1))")]
    [InlineData("[go](<java\tscript:alert(1)>)")]
    [InlineData("[go](\u0001javascript:alert(1))")]
    [InlineData("[go](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("![x](data:image/svg+xml;base64,PHN2Zz4=)")]
    [InlineData("[go](vbscript:msgbox)")]
    [InlineData("[go](//evil.example/x)")]
    [InlineData("[go](\\\\evil.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[go][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("![x\" onerror=\"alert(1)](https://ok.example/a.png)")]
    [InlineData("[x](https://ok.example/\"onmouseover=\"alert(1))")]
    [InlineData("## <b onclick=alert(1)>x</b>")]
    [InlineData("| <script>x</script> |\n|---|\n| [a](javascript:1) |")]
    [InlineData("```html\n<script>alert(1)</script>\n```")]
    public void Should_Let_Nothing_Run(string markdown)
    {
        var html = MarkdownRenderer.Render(markdown).Html;
        var tags = System
            .Text.RegularExpressions.Regex.Matches(html, "<[a-zA-Z][^>]*>")
            .Select(m => System.Text.RegularExpressions.Regex.Replace(m.Value, "alt=\"[^\"]*\"", ""))
            .ToList();
        tags.ShouldAllBe(
            t => !t.StartsWith("<script") && !t.StartsWith("<svg") && !t.Contains(" on", StringComparison.OrdinalIgnoreCase),
            html
        );
        tags.ShouldAllBe(
            t =>
                !t.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
                && !t.Contains("data:")
                && !t.Contains("vbscript:")
                && !t.Contains("\"//")
                && !t.Contains('\\'),
            html
        );
    }

    [Theory]
    [InlineData("[a](https://example.com/x)", "href=\"https://example.com/x\"")]
    [InlineData("[a](/requests/new/account)", "href=\"/requests/new/account\"")]
    [InlineData("[a](#s-part)", "href=\"#s-part\"")]
    [InlineData("[a](mailto:help@example.com)", "href=\"mailto:help@example.com\"")]
    [InlineData("(kb:refund-times)", "<a href=\"kb:refund-times\"></a>")]
    [InlineData("[退款](kb:refund-times)", "<a href=\"kb:refund-times\">退款</a>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<div class=\"cs-scroll\"><table>")]
    [InlineData("# Title", "<h2 id=\"s-title\">")]
    [InlineData("## 先止损", "id=\"s-先止损\"")]
    public void Should_Render_What_Writers_Need(string markdown, string html) => MarkdownRenderer.Render(markdown).Html.ShouldContain(html);

    [Fact]
    public void Should_Survive_Deep_Nesting_And_Wide_Tables()
    {
        MarkdownRenderer.Render(string.Concat(Enumerable.Repeat("> ", 5000)) + "x").Text.ShouldContain("x");
        MarkdownRenderer
            .Render(string.Concat(Enumerable.Range(0, 400).Select(i => new string(' ', i * 2) + "- x\n")))
            .Text.ShouldContain("x");
        MarkdownRenderer
            .Render("|" + string.Concat(Enumerable.Repeat("a|", 2000)) + "\n|" + string.Concat(Enumerable.Repeat("-|", 2000)) + "\n")
            .Text.ShouldContain("a");
        MarkdownRenderer.Render(string.Concat(Enumerable.Repeat("[", 20000))).Text.ShouldContain("[");
    }

    [Fact]
    public void Should_Give_Plain_Text_For_Search() =>
        MarkdownRenderer
            .Render("## 一\n\n- **还能登录**：点「退出」\n\n| a | b |\n|---|---|\n| 1 | &lt;2 |")
            .Text.ShouldBe("一 还能登录：点「退出」 a b 1 <2");
}
