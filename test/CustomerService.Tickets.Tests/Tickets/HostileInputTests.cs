using System.Text;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Tests.Tickets;

public class HostileInputTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private static Task<CheckedFile> Check(string name, string type, byte[] content) =>
        FileInspector.CheckAsync(
            new FileUpload
            {
                FileName = name,
                ContentType = type,
                Content = new MemoryStream(content),
            },
            default
        );

    [Theory]
    [InlineData("photo.png", "image/png", "image/png")]
    [InlineData("photo.PNG", "application/octet-stream", "image/png")]
    [InlineData("photo.png", "", "image/png")]
    public async Task Should_Take_A_Picture_That_Is_One(string name, string claimed, string stored) =>
        (await Check(name, claimed, Png)).ContentType.ShouldBe(stored);

    /// <summary>In hexadecimal, so that each case shows the bytes that matter.</summary>
    [Theory]
    [InlineData(
        "an Excel file with a password",
        "F21.xlsx",
        "",
        "D0CF11E0A1B11AE10000",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )]
    [InlineData("a new file under the old name", "a.doc", "application/msword", "504B03040000", "application/msword")]
    [InlineData("rich text", "a.doc", "application/msword", "7B5C727466310D0A", "application/msword")]
    [InlineData("a PDF with a leading line", "F21b.pdf", "application/pdf", "0A255044462D312E34", "application/pdf")]
    [InlineData("a PDF with a byte order mark", "a.pdf", "application/pdf", "EFBBBF255044462D312E34", "application/pdf")]
    [InlineData("UTF-16 with its mark", "a.txt", "text/plain", "FFFE680069000D000A00", "text/plain")]
    [InlineData("UTF-16 the other way round", "a.log", "", "FEFF00680069000D000A", "text/plain")]
    [InlineData("UTF-16 without a mark", "a.csv", "text/csv", "61002C0062000D000A003100", "text/csv")]
    [InlineData("a log with room at its end", "a.log", "", "6F6B0D0A00000000", "text/plain")]
    [InlineData("Chinese in GBK", "a.txt", "text/plain", "CDCBBFEECEC4CCE2", "text/plain")]
    [InlineData("a JPEG that is called PNG", "a.png", "image/png", "FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("a PNG that is called HEIC", "a.heic", "image/heic", "89504E470D0A1A0A00", "image/png")]
    [InlineData("a HEIC that is called JPEG", "a.jpg", "image/jpeg", "000000186674797068656963", "image/heif")]
    [InlineData("heif", "a.heif", "", "00000018667479706D696631", "image/heif")]
    [InlineData("heic", "a.heic", "image/heic", "000000186674797068656963", "image/heic")]
    [InlineData("jfif", "a.jfif", "image/jpeg", "FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("an Outlook message", "a.msg", "", "D0CF11E0A1B11AE10000", "application/vnd.ms-outlook")]
    [InlineData("a mail with HTML", "a.eml", "message/rfc822", "46726F6D3A20610D0A0D0A3C68746D6C3E3C7363726970743E", "message/rfc822")]
    public async Task Should_Take_What_Customers_Send_As_What_It_Is(
        string what,
        string name,
        string claimed,
        string bytes,
        string stored
    ) => (await Check(name, claimed, Convert.FromHexString(bytes))).ContentType.ShouldBe(stored, what);

    [Theory]
    [InlineData("a program before a PDF", "a.pdf", "4D5A0A255044462D312E34")]
    [InlineData("a page before a PDF", "a.pdf", "3C68746D6C3E255044462D312E34")]
    [InlineData("a page in UTF-16", "a.txt", "FFFE3C00680074006D006C003E00")]
    [InlineData("a page in UTF-16 without a mark", "a.log", "3C00680074006D006C003E00")]
    [InlineData("a page as a mail", "a.eml", "3C68746D6C3E46726F6D3A2061")]
    [InlineData("bytes as text", "a.txt", "0102030000040500060700")]
    [InlineData("a picture as a document", "a.docx", "89504E470D0A1A0A00")]
    [InlineData("a document as a picture", "a.png", "504B03040000")]
    [InlineData("a ZIP as a message", "a.msg", "504B03040000")]
    public async Task Should_Refuse_What_Only_Looks_Like_It(string what, string name, string bytes) =>
        (await Should.ThrowAsync<BusinessException>(() => Check(name, "", Convert.FromHexString(bytes)), what)).Code.ShouldBe(
            TicketErrorCodes.FileNotWhatItSays
        );

    [Theory]
    [InlineData("page.html", "text/html")]
    [InlineData("pic.svg", "image/svg+xml")]
    [InlineData("setup.exe", "application/octet-stream")]
    [InlineData("run.sh", "text/plain")]
    [InlineData("macro.docm", "application/octet-stream")]
    [InlineData("noextension", "text/plain")]
    public async Task Should_Refuse_What_Runs(string name, string type) =>
        (await Should.ThrowAsync<BusinessException>(() => Check(name, type, Encoding.UTF8.GetBytes("hello")))).Code.ShouldBe(
            TicketErrorCodes.FileNotAllowed
        );

    [Theory]
    [InlineData("photo.png", "image/png", "<svg onload=alert(1)>")]
    [InlineData("notes.txt", "text/plain", "  <!DOCTYPE html><script>alert(1)</script>")]
    [InlineData("notes.txt", "text/plain", "MZ\u0090 this program")]
    [InlineData("notes.txt", "text/plain", "#!/bin/sh\nrm -rf")]
    [InlineData("doc.pdf", "image/png", "%PDF-1.7")]
    [InlineData("notes.txt", "text/html", "hello")]
    [InlineData("doc.pdf", "application/pdf", "not a pdf")]
    public async Task Should_Refuse_What_Is_Not_What_It_Says(string name, string type, string content) =>
        (await Should.ThrowAsync<BusinessException>(() => Check(name, type, Encoding.Latin1.GetBytes(content)))).Code.ShouldBe(
            TicketErrorCodes.FileNotWhatItSays
        );

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Windows\\a.png", "a.png")]
    [InlineData("a\u202Egnp.exe.png", "agnp.exe.png")]
    [InlineData("x\r\nSet-Cookie: a=b.png", "x Set-Cookie a=b.png")]
    [InlineData("<script>.png", "script.png")]
    [InlineData("  ...  .png", "png")]
    [InlineData("发票 2026.pdf", "发票 2026.pdf")]
    public void Should_Clean_File_Names(string name, string clean) => FileInspector.CleanName(name).ShouldBe(clean);

    [Fact]
    public void Should_Shorten_Long_File_Names_And_Keep_The_Extension() =>
        FileInspector
            .CleanName(new string('长', 500) + ".png")
            .ShouldSatisfyAllConditions(n => n.Length.ShouldBeLessThanOrEqualTo(TicketLimits.FileName), n => n.ShouldEndWith(".png"));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,<script>)")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](https://evil.example/p.gif)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("http://a.example/\"onmouseover=\"alert(1)")]
    public void Should_Render_Nothing_That_Runs(string text)
    {
        foreach (var html in new[] { MessageRenderer.Render(text, false), MessageRenderer.Render(text, true) })
        {
            html.ShouldNotContain("<script", Case.Insensitive);
            html.ShouldNotContain("<img", Case.Insensitive);
            html.ShouldNotContain("href=\"javascript:", Case.Insensitive);
            html.ShouldNotContain("href=\"data:", Case.Insensitive);
            html.ShouldNotContain("href=\"//", Case.Insensitive);
            System.Text.RegularExpressions.Regex.IsMatch(html, "<[^>]*onmouseover").ShouldBeFalse(html);
        }
    }

    [Fact]
    public void Should_Send_Links_Without_Passing_Anything_On() =>
        MessageRenderer.Render("[help](https://x.example)", true).ShouldContain("rel=\"nofollow noopener noreferrer\"");

    [Fact]
    public void Should_Mend_Broken_Text()
    {
        TextCleaner.Clean("a\0b\uD800c\r\nd").ShouldBe("ab\uFFFDc\nd");
        TextCleaner.CleanLine("a\n\u202Eb\tc").ShouldBe("a b c");
    }

    [Theory]
    [InlineData("We write again by {{promise.next}}.", true)]
    [InlineData("You hear from us within 2 hours.", true)]
    [InlineData("2 小时内答复您。", true)]
    [InlineData("5 天没有收到就关闭", true)]
    [InlineData("We will answer as soon as possible.", false)]
    [InlineData("我们会尽快处理。", false)]
    public void Should_Know_Whether_A_Template_Names_The_Next_Step(string body, bool names) => Macro.NamesNextStep(body).ShouldBe(names);

    [Theory]
    [InlineData("退款多久到账", "退", true)]
    [InlineData("退款多久到账", "到账", true)]
    [InlineData("退款多久到账", "退款到账", false)]
    [InlineData("The refunds were delayed", "refund delay", true)]
    [InlineData("My card was charged twice", "charge", true)]
    [InlineData("Order ABC-1234", "abc 1234", true)]
    [InlineData("充电宝 PowerBank 不充电", "powerbank", true)]
    [InlineData("Café réglage Müller", "cafe", true)]
    [InlineData("Müller", "muller", true)]
    [InlineData("muller", "Müller", true)]
    [InlineData("Cafe\u0301 re\u0301glage Mu\u0308ller", "müller réglage", true)]
    [InlineData("requester José Ñúñez", "jose nunez", true)]
    [InlineData("訂單退貨問題", "订单", true)]
    [InlineData("订单退货问题", "訂單", true)]
    [InlineData("Tiếng Việt", "tieng viet", true)]
    [InlineData("Tiếng Việt đã hỏng", "da hong", true)]
    [InlineData("Straße in Łódź, Ærø", "strasse lodz aero", true)]
    [InlineData("ﬁnal oﬃce", "final office", true)]
    [InlineData("Ёлка Ελλάδα", "елка ελλαδα", true)]
    [InlineData("ｶﾞｲﾄﾞ ＡＢＣ１２", "ガイド abc12", true)]
    [InlineData("か\u3099き", "がき", true)]
    [InlineData("𠮷田太郎", "𠮷田", true)]
    [InlineData("co\u00ADoperation", "cooperation", true)]
    [InlineData("हिन्दी में", "हिन्दी", true)]
    [InlineData("where is my order", "where is it", true)]
    public void Should_Find_Words_Of_Both_Languages(string text, string query, bool found) =>
        SearchTerms.OfQuery(query).All(SearchTerms.OfDocument(text).Contains).ShouldBe(found);

    [Fact]
    public void Should_Find_A_Word_However_Late_It_Comes() =>
        SearchTerms.OfDocument(string.Concat(Enumerable.Repeat("filler ", 3000)) + "needle").ShouldContain("needl");
}
