using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Api;

public sealed class ApiWriteOnSqliteTests(SqliteServer server) : ApiWriteTests<SqliteServer>(server);

public sealed class ApiWriteOnPostgreSqlTests(PostgreSqlServer server) : ApiWriteTests<PostgreSqlServer>(server);

/// <summary>Writes of the API: repeated without harm, refused with a name, and only with a token.</summary>
public abstract class ApiWriteTests<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : RunningServer
{
    private const string Requester = "\"requester\":{\"name\":\"Li Lei\",\"email\":\"li.lei@example.com\"}";

    [Fact]
    public async Task Should_Have_One_Effect_For_Each_Key_On_Every_Write()
    {
        using var api = Open();
        var number = (long)
            (await ReadAsync(await SendAsync(api, "POST", "/api/v1/tickets", "{\"subject\":\"s\",\"body\":\"b\"," + Requester + "}")))[
                "number"
            ]!;
        var replies = $"/api/v1/tickets/{number}/replies";
        var first = await SendAsync(api, "POST", replies, "{\"body\":\"once\"}", "r1");
        var second = await SendAsync(api, "POST", replies, "{\"body\":\"once\"}", "r1");
        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await SendAsync(api, "POST", replies, "{\"body\":\"twice\"}", "r1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var ticket = $"/api/v1/tickets/{number}";
        var patched = await SendAsync(api, "PATCH", ticket, "{\"priority\":\"urgent\"}", "p1");
        (await SendAsync(api, "PATCH", ticket, "{\"priority\":\"normal\"}", "p2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await SendAsync(api, "PATCH", ticket, "{\"priority\":\"urgent\"}", "p1");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await patched.Content.ReadAsStringAsync());
        (await SendAsync(api, "PATCH", ticket, "{\"body\":\"once\"}", "r1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var now = await api.GetFromJsonAsync<JsonObject>(ticket);
        ((string?)now!["priority"]).ShouldBe("normal", "a repeated call changes nothing any more");
        now["messages"]!.AsArray().Count(m => (string?)m!["body"] == "once").ShouldBe(1);
    }

    [Fact]
    public async Task Should_Let_A_Call_That_Failed_Be_Repeated_With_Its_Key()
    {
        using var api = Open();
        const string Path = "/api/v1/tickets";
        (await SendAsync(api, "POST", Path, "{\"subject\":\"\",\"body\":\"b\"," + Requester + "}", "f1")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await SendAsync(api, "POST", Path, "{\"subject\":\"s\",\"body\":\"b\"," + Requester + "}", "f1")).StatusCode.ShouldBe(
            HttpStatusCode.Created
        );
        (await SendAsync(api, "POST", Path, "{}", new string('k', 101))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("{\"subject\":\"s\",\"body\":\"b\"," + Requester + ",\"priority\":\"whenever\"}", "priority", "whenever")]
    [InlineData("{\"subject\":\"s\",\"body\":\"b\"," + Requester + ",\"priority\":3}", "priority", "3")]
    [InlineData("{\"subject\":\"s\",\"body\":\"b\"," + Requester + ",\"prio\":\"high\"}", "prio", "high")]
    [InlineData(
        "{\"subject\":\"s\",\"body\":\"b\",\"requester\":{\"name\":\"A\",\"emial\":\"a@example.com\"}}",
        "requester.emial",
        "a@example.com"
    )]
    [InlineData("{\"subject\":\"s\",\"body\":\"b\",\"requester\":{\"name\":\"A\",\"email\":\"nobody\"}}", "requester.email", "nobody")]
    [InlineData("{\"subject\":7,\"body\":\"b\"," + Requester + "}", "subject", "7")]
    [InlineData("{\"subject\":\"s\",\"body\":\"b\",\"requester\":\"Li\"}", "requester", "Li")]
    public async Task Should_Name_The_Field_And_Its_Value(string body, string field, string value)
    {
        using var api = Open();
        var answer = await SendAsync(api, "POST", "/api/v1/tickets", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ReadAsync(answer);
        problem["errors"]![field].ShouldNotBeNull(problem.ToJsonString());
        ((string?)problem["values"]![field]).ShouldBe(value);
        problem.ToJsonString().ShouldNotContain("CustomerService.");
        problem.ToJsonString().ShouldNotContain("System.");
    }

    [Theory]
    [InlineData("priority=whenever", "whenever", "riority")]
    [InlineData("status=whenever", "whenever", "tatus")]
    [InlineData("limit=many", "many", "limit")]
    [InlineData("assignee=me", "me", "assignee")]
    public async Task Should_Name_The_Filter_And_Its_Value(string query, string value, string name)
    {
        using var api = Open();
        var answer = await api.GetAsync("/api/v1/tickets?" + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var title = (string)(await ReadAsync(answer))["title"]!;
        title.ShouldContain(value);
        title.ShouldContain(name);
    }

    [Fact]
    public async Task Should_Say_Where_A_Body_Stops_Being_Json()
    {
        using var api = Open();
        var answer = await SendAsync(api, "POST", "/api/v1/tickets", "{\"subject\":\"s\",,}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ReadAsync(answer))["title"])!.ShouldContain("line 1");
    }

    [Fact]
    public async Task Should_Not_Take_A_Cookie_For_A_Token()
    {
        server.Require();
        var cookies = new CookieContainer();
        using var client = server.Process.Client("alpha.localhost", followRedirects: false, cookies: cookies);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "password",
                ["__RequestVerificationToken"] = PageForms.TokenOf(await client.GetStringAsync("/signin")),
                ["Input.Email"] = "admin@alpha.example",
                ["Input.Password"] = Product.Password,
            }
        );
        (await client.PostAsync("/signin", form)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await client.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK, "signed in");
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        (await client.GetAsync("/api/v1/tickets")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(client, "POST", "/api/v1/tickets", "{}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private HttpClient Open()
    {
        server.Require();
        return server.Api(server.AlphaToken);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient api, string method, string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await api.SendAsync(request);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
