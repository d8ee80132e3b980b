using CustomerService.Framework.Markup;

namespace CustomerService.Framework.Tests.Markup;

public sealed class MarkupRendererTests
{
    private static readonly MarkupRules Article = new()
    {
        TopHeading = 2,
        AnchorPrefix = "s-",
        OwnScheme = "kb",
        OwnPath = "/kb/",
    };

    /// <summary>Lines of ordinary writing, after which bold words show that the text was not given up on.</summary>
    private const string Sign = "\n\n**sign**";

    private static string Message(string markdown) => MarkupRenderer.OfMarkdown(markdown, MarkupRules.Message);

    private static string InArticle(string markdown) => MarkupRenderer.OfMarkdown(markdown, Article);

    private static string[] All(string text) => [Message(text), InArticle(text), MarkupRenderer.OfPlainText(text)];

    [Theory]
    [InlineData(">", 127)]
    [InlineData(">", 128)]
    [InlineData("> ", 5000)]
    [InlineData("- ", 128)]
    [InlineData("* ", 5000)]
    [InlineData("1. ", 300)]
    [InlineData("[", 20000)]
    [InlineData("![", 10000)]
    [InlineData("(", 20000)]
    [InlineData("**_", 5000)]
    [InlineData("`", 20000)]
    [InlineData("<", 20000)]
    [InlineData("~~", 10000)]
    [InlineData("\\", 20000)]
    [InlineData("|", 20000)]
    [InlineData("https://a(", 2000)]
    [InlineData("h", 20000)]
    [InlineData("&", 20000)]
    [InlineData("[x](", 5000)]
    [InlineData("\u2029", 2000)]
    [InlineData("\n", 20000)]
    public void Should_Show_The_Words_However_Deep_They_Are_Nested(string mark, int times)
    {
        var nested = string.Concat(Enumerable.Repeat(mark, times)) + "\nstage 2 begins";
        All("The log says:\n" + nested).ShouldAllBe(html => html.Contains("stage 2 begins"));
        All(nested).ShouldAllBe(html => html.Contains("stage 2 begins"));
    }

    [Fact]
    public void Should_Show_Lists_That_Go_Ever_Deeper_As_Text() =>
        All(string.Concat(Enumerable.Range(0, 400).Select(i => new string(' ', i * 2) + "- point\n")) + "the end")
            .ShouldAllBe(html => html.Contains("the end"));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("<iframe srcdoc='<script>1</script>'></iframe>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](data:text/html,<script>)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/\\evil.example)")]
    [InlineData("[x](/%5Cevil.example)")]
    [InlineData("[x](\\\\evil.example)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("http://a.example/\"onmouseover=\"alert(1)")]
    [InlineData("[x](https://ok.example/ \"t\" onclick=\"alert(1)\")")]
    [InlineData("```x\" onclick=\"alert(1)\n<script>\n```")]
    [InlineData("| a |\n|---|\n| <img src=x onerror=alert(1)> |")]
    public void Should_Let_Nothing_Run(string text)
    {
        foreach (var html in All(text))
        {
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
            page.QuerySelectorAll("script, style, iframe, svg, object, form").ShouldBeEmpty(html);
            page.All.SelectMany(e => e.Attributes)
                .ShouldAllBe(
                    a =>
                        !a.Name.StartsWith("on")
                        && a.Name != "style"
                        && (
                            (a.Name != "href" && a.Name != "src")
                            || System.Text.RegularExpressions.Regex.IsMatch(
                                a.Value,
                                "^(https?://|mailto:|tel:|#|/(?![/\\\\])|[^:/\\\\#]+$|$)"
                            )
                        ),
                    html
                );
        }
    }

    [Theory]
    [InlineData("**注意：**请先备份", "<strong>注意：</strong>请先备份")]
    [InlineData("这是**“重要”**的事", "这是<strong>“重要”</strong>的事")]
    [InlineData("不如人意的**《李茶的姑妈》**已经", "的<strong>《李茶的姑妈》</strong>已经")]
    [InlineData("请**（务必）**重启", "请<strong>（务必）</strong>重启")]
    [InlineData("选**「退出」**再**【登录】**。", "选<strong>「退出」</strong>再<strong>【登录】</strong>。")]
    [InlineData("价格**￥99！**仅今天", "价格<strong>￥99！</strong>仅今天")]
    [InlineData("共**100%**退款", "共<strong>100%</strong>退款")]
    [InlineData("*注意：*请", "<em>注意：</em>请")]
    [InlineData("~~旧价：~~新价", "<del>旧价：</del>新价")]
    [InlineData("ご注意：**「重要」**です", "<strong>「重要」</strong>です")]
    [InlineData("**주의(필독)**입니다", "<strong>주의(필독)</strong>입니다")]
    [InlineData("**`code`**的", "<strong><code>code</code></strong>的")]
    [InlineData("**注意😀**请", "<strong>注意😀</strong>请")]
    public void Should_Take_Bold_Beside_Chinese_Punctuation(string markdown, string html)
    {
        Message(markdown).ShouldContain(html);
        InArticle(markdown).ShouldContain(html);
    }

    [Theory]
    [InlineData(@"Path: \\server\share\_temp\!data C:\Users\#1")]
    [InlineData(@"C:\new folder\*.txt and D:\_old\[1]")]
    [InlineData(@"C:\Program Files\_cfg")]
    [InlineData(@"打开 D:\资料\_备份")]
    [InlineData(@"%APPDATA%\_cfg")]
    [InlineData(@"the pattern ^\d{3}\.\d$")]
    [InlineData(@"\\nas\$public")]
    [InlineData("Folder C:\\\nand then")]
    [InlineData("10*20*30 cm and 5*3*2")]
    [InlineData("see __init__.py and obj.__dict__ and snake_case_name")]
    [InlineData("write to _jane_@example.com or first_last_@example.com")]
    [InlineData("__init__(self)")]
    [InlineData("2026. 5. 12.")]
    [InlineData("5. 12. 2026 um 10 Uhr")]
    [InlineData("#1 is done")]
    [InlineData("#hashtag")]
    [InlineData("[error]: timeout")]
    [InlineData("[2026]: https")]
    [InlineData("Fixed.\n\nRegards\n-- \nAnna")]
    [InlineData("Regards\n--\nAnna")]
    [InlineData("Regards\n-\nAnna")]
    [InlineData("Title\n=====\ntext")]
    [InlineData("Total\n-----\n12")]
    [InlineData("Tom & Jerry < 3 > 2 \"quoted\" 'single'")]
    [InlineData("这是_重要_的 a * b * c")]
    [InlineData("👍👨‍👩‍👧 ok")]
    public void Should_Show_A_Message_As_It_Was_Typed(string text)
    {
        Typed(Message(text)).ShouldBe(Bare(text));
        Message(text + Sign).ShouldContain("<strong>sign</strong>");
        Typed(MarkupRenderer.OfPlainText(text)).ShouldBe(Bare(text));
        Message(text).ShouldNotContain("<h");
    }

    [Fact]
    public void Should_Keep_The_Signature_Of_An_Article_And_Its_Underlined_Headings()
    {
        InArticle("Regards\n-- \nAnna").ShouldNotContain("<h2");
        InArticle("Title\n-----\ntext").ShouldContain("<h2 id=\"s-title\">Title</h2>");
    }

    [Theory]
    [InlineData(@"\*not bold\*", "*not bold*")]
    [InlineData(@"1\. first", "1. first")]
    [InlineData(@"snake\_case", "snake_case")]
    [InlineData(@"\# no heading", "# no heading")]
    public void Should_Still_Let_A_Backslash_Escape_A_Mark(string markdown, string shown) => Typed(Message(markdown)).ShouldBe(shown);

    [Theory]
    [InlineData("1. one\n2. two", "<ol>")]
    [InlineData("3) three\n4) four", "<ol start=\"3\">")]
    [InlineData("- one\n- two", "<ul>")]
    [InlineData("> quoted", "<blockquote>")]
    [InlineData("# Title", "<h3>Title</h3>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<table>")]
    [InlineData("    at Foo.Bar(String[] args) in C:\\src\\a_b.cs:line 12", "<code>at Foo.Bar(String[] args) in C:\\src\\a_b.cs:line 12")]
    [InlineData("![plan](https://e.example/p.png)", ">plan</a>")]
    [InlineData("![](https://e.example/p.png)", ">https://e.example/p.png</a>")]
    [InlineData("[https://a.example/x](https://a.example/x)", ">https://a.example/x</a>")]
    [InlineData("<help@example.com>", "href=\"mailto:help@example.com\"")]
    public void Should_Render_What_Replies_Need(string markdown, string html) => Message(markdown).ShouldContain(html);

    [Theory]
    [InlineData("[Install](#install)\n\n## Install", "href=\"#s-install\"")]
    [InlineData("[安装](#安装步骤)\n\n## 安装步骤", "href=\"#s-%E5%AE%89%E8%A3%85%E6%AD%A5%E9%AA%A4\"")]
    [InlineData("[x](#%E5%AE%89%E8%A3%85)\n\n## 安装", "href=\"#s-%E5%AE%89%E8%A3%85\"")]
    [InlineData("[x](#Getting-Started)\n\n## Getting Started", "href=\"#s-getting-started\"")]
    [InlineData("[second](#part-1)\n\n## Part\n\n## Part", "href=\"#s-part-1\"")]
    [InlineData("[x](#s-install)\n\n## Install", "href=\"#s-install\"")]
    [InlineData("[x](/kb/start/other#install)", "href=\"/kb/start/other#s-install\"")]
    [InlineData("[x](kb:other#install)", "href=\"kb:other#s-install\"")]
    [InlineData("[x](https://example.com/a#install)", "href=\"https://example.com/a#install\"")]
    public void Should_Lead_To_The_Heading_That_The_Writer_Named(string markdown, string html) => InArticle(markdown).ShouldContain(html);

    [Fact]
    public void Should_Make_Paths_Whole_For_Mails() =>
        MarkupRenderer
            .OfMarkdown("[guide](/kb/a/b)", MarkupRules.Message, "https://help.example.com/")
            .ShouldContain("href=\"https://help.example.com/kb/a/b\"");

    [Theory]
    [InlineData("**Bold** and [our guide](https://help.example.com/kb/x)", "Bold and our guide (https://help.example.com/kb/x)")]
    [InlineData("see https://e.example/a", "see https://e.example/a")]
    [InlineData("a\nb\n\nc", "a\nb\n\nc")]
    [InlineData("- one\n- two\n  - three", "- one\n- two\n\n  - three")]
    [InlineData("4. one\n5. two", "4. one\n5. two")]
    [InlineData("> said\n> so\n\nyes", "> said\n> so\n\nyes")]
    [InlineData("x\n\n    a\n      b_c \\[d\n\ny", "x\n\na\n  b_c \\[d\n\ny")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2")]
    [InlineData("5 < 6 &amp; ~~old~~ `x*y`", "5 < 6 & old x*y")]
    public void Should_Say_The_Same_In_Plain_Text(string markdown, string text) => HtmlText.Of(Message(markdown)).ShouldBe(text);

    private static string Typed(string html) => Bare(HtmlText.Of(html));

    private static string Bare(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
