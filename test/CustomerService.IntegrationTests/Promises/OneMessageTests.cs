using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Promises;

public sealed class OneMessageOnSqliteTests(SqliteServer server) : OneMessageTests<SqliteServer>(server);

public sealed class OneMessageOnPostgreSqlTests(PostgreSqlServer server) : OneMessageTests<PostgreSqlServer>(server);

/// <summary>Whatever one customer sends: his ticket and all later ones get their promise, and are found.</summary>
public abstract class OneMessageTests<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : RunningServer
{
    /// <summary>Raw JSON strings: halves of characters can only be sent escaped.</summary>
    public static TheoryData<string, string> Messages =>
        new()
        {
            { "Long complaint", new string('a', 5999) + "😀 and more" },
            { "Half \\ud83d of one", "the \\udc00 other half" },
            { "Nothing\\u0000 here", "\\u0000\\u0001 control \\u009f characters" },
            { "Not a character \\ufffe", "b\\uffff \\ufdd0 \\ud83f\\udffe" },
            { "Marks \\u0301\\u0301", "\\u0301" + new string('e', 20) + "\\u0301\\u0301" },
        };

    [Theory, MemberData(nameof(Messages))]
    public async Task Should_Not_Stop_The_Automation_Of_A_Company(string subject, string body)
    {
        server.Require();
        using var api = server.Api(server.AlphaToken);
        var word = "w" + Guid.NewGuid().ToString("N")[..12];
        var hostile = await CreateAsync(api, subject + " " + word, body);
        var next = await CreateAsync(api, "An ordinary one " + word, "please help");
        await Wait.UntilAsync(
            async () =>
            {
                var found = await api.GetFromJsonAsync<JsonObject>($"/api/v1/tickets?q={word}");
                var items = found!["items"]!.AsArray();
                return items.Count == 2 && items.All(i => i!["nextDue"] is not null);
            },
            $"#{hostile} and #{next} have a promise and are found",
            30
        );
    }

    [Theory]
    [InlineData("q=%00")]
    [InlineData("q=a%00b")]
    [InlineData("tag=%00&requester=%00&type=%00")]
    [InlineData("q=%EF%BF%BE%F0%9F%BF%BF&tag=%EF%BF%BF&type=%C2%85")]
    [InlineData("status=%00")]
    [InlineData("after=%00")]
    [InlineData("priority=%00")]
    public async Task Should_Answer_A_Filter_That_No_Text_May_Hold(string query)
    {
        server.Require();
        using var api = server.Api(server.AlphaToken);
        var answer = await api.GetAsync("/api/v1/tickets?" + query);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Should_Refuse_A_Subject_That_Nobody_Can_See()
    {
        server.Require();
        using var api = server.Api(server.AlphaToken);
        foreach (var subject in new[] { "\\u200b\\u200b", "\\u3164", "\\u2800 \\u00ad", "\\ufffe", "\\u0000", "\\u202e\\ufeff" })
        {
            var answer = await PostAsync(api, subject, "b");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, subject);
            (await PostAsync(api, "b", subject)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, subject);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such-charset")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("multipart/form-data; charset=utf-7; boundary=x")]
    public async Task Should_Not_Stumble_Over_A_Charset(string type)
    {
        server.Require();
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        foreach (var path in new[] { "/requests/new/other", "/portal/vote", "/portal/uploads", "/signin", "/api/v1/tickets" })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("a=b"));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            ((int)(await client.PostAsync(path, content)).StatusCode).ShouldBeInRange(300, 499, path);
        }
    }

    [Fact]
    public async Task Should_Not_Stumble_Over_The_Charset_Of_A_Part()
    {
        server.Require();
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        using var part = new StringContent("x");
        part.Headers.Remove("Content-Type");
        part.Headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=utf-7");
        using var form = new MultipartFormDataContent { { part, "Subject" } };
        ((int)(await client.PostAsync("/requests/new/other", form)).StatusCode).ShouldBeInRange(300, 499);
    }

    private static async Task<long> CreateAsync(HttpClient api, string subject, string body)
    {
        var answer = await PostAsync(api, subject, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (long)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient api, string subject, string body)
    {
        using var content = new StringContent(
            $$$"""{"subject":"{{{subject}}}","body":"{{{body}}}","requester":{"name":"Li Lei","email":"li.lei@example.com"}}""",
            Encoding.UTF8,
            "application/json"
        );
        return await api.PostAsync("/api/v1/tickets", content);
    }
}
