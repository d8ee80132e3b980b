using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CustomerService.IntegrationTests.Api;

public sealed class ApiOnSqliteTests(SqliteServer server) : ApiTests<SqliteServer>(server);

public sealed class ApiOnPostgreSqlTests(PostgreSqlServer server) : ApiTests<PostgreSqlServer>(server);

/// <summary>API v1 as a program of a company would use it, over real HTTP.</summary>
public abstract class ApiTests<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : RunningServer
{
    [Fact]
    public async Task Should_Create_Read_List_Answer_And_Change_A_Ticket()
    {
        using var api = Open(server.AlphaToken);
        var number = await CreateAsync(api, "Cannot sign in", "Since this morning.");

        var ticket = await GetAsync(api, $"/api/v1/tickets/{number}");
        ((string?)ticket["subject"]).ShouldBe("Cannot sign in");

        var reply = await api.PostAsJsonAsync(
            $"/api/v1/tickets/{number}/replies",
            new { body = "We look into it until 15:00.", @public = true }
        );
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());

        var patch = await api.PatchAsJsonAsync($"/api/v1/tickets/{number}", new { status = "resolved" });
        patch.IsSuccessStatusCode.ShouldBeTrue(await patch.Content.ReadAsStringAsync());

        var solved = await GetAsync(api, "/api/v1/tickets?status=resolved&limit=50");
        Items(solved).ShouldContain(item => (long)item!["number"]! == number);
    }

    [Fact]
    public async Task Should_List_By_Key_Without_Gaps_Or_Doubles()
    {
        using var api = Open(server.AlphaToken);
        var created = new List<long>();
        for (var i = 0; i < 7; i++)
        {
            created.Add(await CreateAsync(api, $"Paged {i}", "x"));
        }

        var seen = new List<long>();
        var after = "";
        do
        {
            var page = await GetAsync(
                api,
                $"/api/v1/tickets?status=open&limit=3{(after == "" ? "" : "&after=" + Uri.EscapeDataString(after))}"
            );
            seen.AddRange(Items(page).Select(i => (long)i!["number"]!));
            after = (string?)page["next"] ?? "";
        } while (after != "");

        seen.ShouldBeUnique();
        created.Except(seen).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Answer_The_Same_Request_Twice_With_One_Ticket()
    {
        using var api = Open(server.AlphaToken);
        api.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await CreateAsync(api, "Only once", "x");
        (await CreateAsync(api, "Only once", "x")).ShouldBe(first);
        (await PostTicketAsync(api, "Something else", "x")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Should_Make_One_Ticket_When_The_Same_Request_Comes_Twice_At_Once()
    {
        using var api = Open(server.AlphaToken);
        api.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostTicketAsync(api, "At once", "x")));
        var numbers = new HashSet<long>();
        foreach (var answer in answers.Where(a => a.IsSuccessStatusCode))
        {
            numbers.Add((long)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!);
        }

        numbers.Count.ShouldBe(1);
        answers.Where(a => !a.IsSuccessStatusCode).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"subject":"","body":"x","requester":{"name":"A","email":"a@example.com"}}""")]
    [InlineData("""{"subject":"x","body":"x","requester":{"name":"A","email":"not an address"}}""")]
    [InlineData("""{"subject":"x","body":"x","requester":{"name":"A","email":"a@example.com"},"priority":"whenever"}""")]
    [InlineData("""{"subject":"x","body":"x","requester":{"name":"A","email":"a@example.com"},"type":"no-such-type"}""")]
    [InlineData("""{"subject":"x","body":"x"}""")]
    [InlineData("""{"subject":""")]
    [InlineData("[]")]
    public async Task Should_Refuse_Bad_Input_With_Problem_Details(string body)
    {
        using var api = Open(server.AlphaToken);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await api.PostAsync("/api/v1/tickets", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Should_Refuse_A_Subject_Beyond_Its_Limit_And_Broken_Utf8()
    {
        using var api = Open(server.AlphaToken);
        (await PostTicketAsync(api, new string('x', 5000), "x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var json = Encoding.UTF8.GetBytes(
            "{\"subject\":\"a##\",\"body\":\"x\",\"requester\":{\"name\":\"A\",\"email\":\"a@example.com\"}}"
        );
        var hole = json.AsSpan().IndexOf("##"u8);
        (json[hole], json[hole + 1]) = (0xC3, 0x28);
        using var broken = new ByteArrayContent(json);
        broken.Headers.ContentType = new("application/json");
        (await api.PostAsync("/api/v1/tickets", broken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, InlineData(""), InlineData("cs_nonsense"), InlineData("cs_00000000000070008000000000000001_AAAA")]
    public async Task Should_Refuse_Without_A_Valid_Token(string token)
    {
        using var api = Open(token);
        var answer = await api.GetAsync("/api/v1/tickets");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Should_Refuse_What_The_Scopes_Do_Not_Cover()
    {
        server.Require();
        var readOnly = await server.Product.CreateTokenAsync(server.Alpha.Id, "Tickets.Read");
        using var api = Open(readOnly);
        (await api.GetAsync("/api/v1/tickets")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostTicketAsync(api, "x", "x")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Should_Not_Show_Or_Take_Another_Tenants_Ticket()
    {
        using var alpha = Open(server.AlphaToken);
        using var beta = Open(server.BetaToken);
        var mark = Guid.NewGuid().ToString("N");
        var number = 0L;
        for (var i = 0; i < 3; i++)
        {
            number = await CreateAsync(alpha, "Secret " + mark, "x");
        }

        var answer = await beta.GetAsync($"/api/v1/tickets/{number + 1000}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync(beta, "/api/v1/tickets?limit=100")).ToJsonString().ShouldNotContain(mark);

        // A token works for its own tenant's host name or the bare one, never for another tenant's.
        using var betaTokenOnAlpha = server.Api(server.BetaToken, "alpha.localhost");
        (await betaTokenOnAlpha.GetAsync($"/api/v1/tickets/{number}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private HttpClient Open(string token)
    {
        server.Require();
        return server.Api(token);
    }

    private static Task<HttpResponseMessage> PostTicketAsync(HttpClient api, string subject, string body) =>
        api.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject,
                body,
                requester = new { name = "Li Lei", email = "li.lei@example.com" },
            }
        );

    private static async Task<long> CreateAsync(HttpClient api, string subject, string body)
    {
        var answer = await PostTicketAsync(api, subject, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (long)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!;
    }

    private static async Task<JsonObject> GetAsync(HttpClient api, string path)
    {
        var answer = await api.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static JsonArray Items(JsonObject page) => page["items"]!.AsArray();
}
