using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using CustomerService.TestBase;
using CustomerService.Tickets.Import;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Import;

/// <summary>Tables as desks export them and spreadsheets save them.</summary>
public sealed class FileImportTests : IDisposable
{
    private const string Header = "subject,body,requester,channel,created,tags\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Bring_In_A_Row_Once_However_It_Was_Saved(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        const string First = "subject,body,requester,created,tags\nTwice,\"line1\nline2\",tw@example.com,2026-01-05T10:00:30Z,\"b,a\"\n";
        (await ImportAsync(host, First)).New.ShouldBe(1);
        (string Way, byte[] File)[] saved =
        [
            ("as it was", Bytes(First)),
            ("with a mark", [.. Encoding.UTF8.Preamble, .. Bytes(First)]),
            (
                "all quoted, other line ends",
                Bytes(
                    "\"subject\",\"body\",\"requester\",\"created\",\"tags\"\r\n"
                        + "\"Twice\",\"line1\r\nline2\",\"tw@example.com\",\"2026-01-05 10:00\",\"a; b\"\r\n"
                )
            ),
            ("semicolons", Bytes("subject;body;requester;created;tags\nTwice;\"line1\nline2\";tw@example.com;2026/1/5 10:00;b,a\n")),
            (
                "tabs, blanks at the ends",
                Bytes(
                    "subject\tbody\trequester\tcreated\ttags\n"
                        + "Twice \t\"line1  \nline2 \"\t tw@example.com\t2026-01-05T18:00:00+08:00\tb,a\t\t\n\t\t\t\t\n"
                )
            ),
            ("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(First)]),
            ("UTF-16 without a mark", Encoding.BigEndianUnicode.GetBytes(First)),
            (
                "the columns in another order",
                Bytes("tags,created,requester,body,subject\n\"b,a\",5 Jan 2026 10:00 AM,tw@example.com,\"line1\nline2\",Twice\n")
            ),
        ];
        foreach (var (way, file) in saved)
        {
            var report = await ImportAsync(host, file);
            (report.New, report.Known, report.Rejected).ShouldBe((0, 1, 0), $"{way}: {report.FirstRejected.FirstOrDefault()}");
        }

        (await ImportAsync(host, First, x => x with { IsDryRun = true })).Known.ShouldBe(1);
        (await TicketsAsync(host)).ShouldHaveSingleItem().Body.ShouldBe("line1\nline2");
        (await ImportAsync(host, Bytes(First + First[First.IndexOf('\n')..]))).New.ShouldBe(1, "two equal rows of one file are two");
    }

    [Theory]
    [InlineData("a channel that is a number", "S,b,c@example.com,99,,", "99")]
    [InlineData("a channel by its number", "S,b,c@example.com,1,,", "1")]
    [InlineData("two channels", "S,b,c@example.com,\"Portal,Api\",,", "Portal,Api")]
    [InlineData("a date that could be two", "S,b,c@example.com,,04/05/2026,", "--dates")]
    [InlineData("its neighbour, which could be one", "S,b,c@example.com,,31/05/2026,", "--dates")]
    [InlineData("dots", "S,b,c@example.com,,04.05.2026 10:00,", "--dates")]
    [InlineData("a year of two digits", "S,b,c@example.com,,04/05/26,", "04/05/26")]
    [InlineData("an impossible year", "S,b,c@example.com,,0026-05-04,", "0026")]
    [InlineData("a year long ago", "S,b,c@example.com,,1026-05-04T10:00:00Z,", "1026")]
    [InlineData("the future", "S,b,c@example.com,,2096-05-04,", "2096")]
    [InlineData("no day", "S,b,c@example.com,,2025-02-30,", "2025-02-30")]
    [InlineData("no date", "S,b,c@example.com,,yesterday,", "yesterday")]
    [InlineData("a blank in the address", "S,b,li lei@example.com,,,", "li lei@example.com")]
    [InlineData("two addresses", "S,b,\"a@example.com, c@example.com\",,,", "a@example.com")]
    [InlineData("no address", "S,b,,,,", "email")]
    [InlineData("nothing said", ",,c@example.com,,,", "")]
    [InlineData("more fields than columns", "S,b, and more,c@example.com,,,,x", "8")]
    [InlineData("text after a quote", "\"S\"x,b,c@example.com,,,", "quote")]
    [InlineData("a quote that never ends", "S,\"b,c@example.com,,,\nT,b,d@example.com,,,", "quote")]
    public async Task Should_Reject_With_A_Reason(string situation, string row, string named)
    {
        await using var host = await Desk.OpenAsync();
        var report = await ImportAsync(host, Header + row + "\n");
        (report.New, report.Rejected).ShouldBe((0, 1), situation);
        report.FirstRejected.ShouldHaveSingleItem().Reason.ShouldContain(named);
        File.ReadAllLines(Rejected)[0].ShouldBe(Header.Trim() + ",reason");
    }

    [Fact]
    public async Task Should_Store_A_Text_Whole_Or_Not_At_All()
    {
        await using var host = await Desk.OpenAsync();
        var (most, more) = (new string('x', TicketLimits.Body), new string('x', TicketLimits.Body + 1));
        var tags = string.Join(',', Enumerable.Range(0, TicketLimits.Tags + 1));
        var report = await ImportAsync(
            host,
            $"{Header}Most,{most},a@example.com,,,\nMore,{more},a@example.com,,,\nTags,b,a@example.com,,,\"{tags}\"\n"
                + $"Tag,b,a@example.com,,,{new string('t', TicketLimits.Tag + 1)}\n"
                + $"{new string('s', TicketLimits.Subject + 1)},b,a@example.com,,,\n"
        );
        (report.New, report.Rejected).ShouldBe((1, 4));
        report.FirstRejected.Select(r => r.Line).ShouldBe([3, 4, 5, 6]);
        report.FirstRejected[0].Reason.ShouldContain("20001");
        (await TicketsAsync(host)).ShouldHaveSingleItem().Body.ShouldBe(most);
        File.ReadAllText(Rejected).ShouldContain(more);
    }

    [Fact]
    public async Task Should_Read_Dates_As_The_Admin_Says()
    {
        await using var host = await Desk.OpenAsync();
        const string File =
            Header + "A,b,d@example.com,,04/05/2025,\nB,b,d@example.com,,31/05/2025 9:30,\nC,b,d@example.com,,2025-06-01,\n";
        var unsaid = await ImportAsync(host, File, x => x with { IsDryRun = true });
        (unsaid.New, unsaid.Rejected, unsaid.Ambiguous).ShouldBe((1, 2, new AmbiguousDates(2, 2, 1)));
        (await TicketsAsync(host)).ShouldBeEmpty();

        var american = await ImportAsync(host, File, x => x with { IsDryRun = true, Dates = TicketFileDates.MonthDay });
        (american.New, american.FirstRejected.ShouldHaveSingleItem().Line).ShouldBe((2, 3L));

        (await ImportAsync(host, File, x => x with { Dates = TicketFileDates.DayMonth })).New.ShouldBe(3);
        (await TicketsAsync(host)).Select(t => t.Created).ShouldBe([new(2025, 5, 4), new(2025, 5, 31, 9, 30, 0), new(2025, 6, 1)]);
    }

    [Theory]
    [InlineData("subject,body,requester,Subject\nA,b,dup@example.com,C\n", TicketErrorCodes.ImportColumnTwice, "subject")]
    [InlineData("subject, BODY ,body,requester\nA,b,b,c@example.com\n", TicketErrorCodes.ImportColumnTwice, "body")]
    [InlineData("subject,text,requester\nA,b,c@example.com\n", TicketErrorCodes.ImportColumnsMissing, "body")]
    [InlineData("", TicketErrorCodes.ImportColumnsMissing, "subject, body, requester")]
    [InlineData("A,b,c@example.com\n", TicketErrorCodes.ImportColumnsMissing, "subject, body, requester")]
    public async Task Should_Name_The_Column_That_Is_Wrong(string file, string code, string column)
    {
        await using var host = await Desk.OpenAsync();
        var error = await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, file));
        error.Code.ShouldBe(code);
        error.Values.Values.Select(v => v?.ToString()).ShouldContain(column);
    }

    [Fact]
    public async Task Should_Write_The_Rejected_Rows_As_A_Table_Of_The_Same_Kind_That_Can_Come_In_Again()
    {
        await using var host = await Desk.OpenAsync();
        var file = TextEncodings.Gb18030.GetBytes(
            "subject;body;requester;客户等级\n退款问题;我要退款;好客户 <ok@example.com>;金\n物流问题;\"还没到；\"\"急\"\"\n请回复\";没有邮箱;银\n"
        );
        var report = await ImportAsync(host, file);
        (report.New, report.Rejected, report.Encoding, report.Separator).ShouldBe((1, 1, "gb18030", ';'));
        report.Ignored.ShouldBe(["客户等级"]);
        (await TicketsAsync(host)).ShouldHaveSingleItem().Body.ShouldBe("我要退款");

        var rejected = TextEncodings.Gb18030.GetString(File.ReadAllBytes(Rejected));
        rejected.ShouldStartWith("subject;body;requester;客户等级;reason");
        rejected.ShouldContain("\"还没到；\"\"急\"\"\n请回复\"");

        var again = await ImportAsync(host, File.ReadAllBytes(Rejected));
        (again.Rejected, again.Ignored.Count).ShouldBe((1, 1));
        TextEncodings.Gb18030.GetString(File.ReadAllBytes(Rejected)).Split("reason").Length.ShouldBe(2, "one column of reasons");
        (await ImportAsync(host, TextEncodings.Gb18030.GetBytes(rejected.Replace("没有邮箱", "late@example.com")))).New.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Ask_For_The_Encoding_When_It_Cannot_Be_Told()
    {
        await using var host = await Desk.OpenAsync();
        var western = TextEncodings.Find("windows-1252")!.GetBytes("subject,body,requester\nCafé fermé,Où êtes-vous été?,c@example.com\n");
        (await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, western))).Code.ShouldBe(
            TicketErrorCodes.ImportEncodingUnknown
        );
        (await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, western, x => x with { Encoding = "klingon" }))).Code.ShouldBe(
            TicketErrorCodes.ImportEncodingUnknown
        );
        (await ImportAsync(host, western, x => x with { Encoding = "windows-1252" })).New.ShouldBe(1);
        (await TicketsAsync(host)).ShouldHaveSingleItem().Body.ShouldBe("Où êtes-vous été?");
    }

    [Fact]
    public async Task Should_Take_The_Good_Rows_Beside_Blank_Broken_And_Short_Ones()
    {
        await using var host = await Desk.OpenAsync();
        byte[] file =
        [
            .. Bytes(Header + "\n,,,,,\n这一行没有任何问题,\"5\"\" screen\",\"Li, Lei <li@example.com>\",email,,\nshort,b,c@example.com\n"),
            .. Bytes("broken,"),
            0xC3,
            0x28,
            .. Bytes(",c@example.com,,,\nstray,5\" screen,c@example.com,,,,,\n"),
        ];
        var report = await ImportAsync(host, file);
        (report.New, report.Rejected, report.Blank).ShouldBe((3, 1, 1), string.Join(' ', report.FirstRejected));
        (await TicketsAsync(host)).Select(t => t.Body).ShouldBe(["5\" screen", "b", "5\" screen"]);
    }

    private string Rejected => Path.Combine(_folder, "tickets.rejected.csv");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private Task<TicketFileReport> ImportAsync(TestHost host, string text, Func<TicketFile, TicketFile>? change = null) =>
        ImportAsync(host, Bytes(text), change);

    private async Task<TicketFileReport> ImportAsync(TestHost host, byte[] content, Func<TicketFile, TicketFile>? change = null)
    {
        var path = Path.Combine(_folder, "tickets.csv");
        await File.WriteAllBytesAsync(path, content);
        var file = new TicketFile(TestHost.TenantA, path, Rejected);
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITicketFileImporter>().ImportAsync(change?.Invoke(file) ?? file);
    }

    private static Task<List<(string Body, DateTime Created)>> TicketsAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            async services =>
            {
                var db = services.GetRequiredService<CustomerServiceDbContext>();
                var tickets = await db.Set<Ticket>().OrderBy(t => t.Number).Select(t => new { t.Id, t.CreationTime }).ToListAsync();
                var bodies = await db.Set<TicketMessage>().ToDictionaryAsync(m => m.TicketId, m => m.Body);
                return tickets.Select(t => (bodies[t.Id], t.CreationTime)).ToList();
            }
        );
}
