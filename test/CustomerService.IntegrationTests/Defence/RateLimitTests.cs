using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>Who calls too often is told so, in words, and when to come back; who only reads is not.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private const int Limit = 3;

    private ServerSettings _settings = null!;
    private ServerProcess _server = null!;
    private string _token = "";
    private string _otherToken = "";

    public async ValueTask InitializeAsync()
    {
        _settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        foreach (
            var name in new[]
            {
                "Api__RequestsPerMinute",
                "RateLimits__FormsPerMinute",
                "RateLimits__LookupsPerMinute",
                "RateLimits__WrongTokensPerMinute",
                "RateLimits__UploadsPerMinute",
                "RateLimits__VerificationsPerMinute",
                "RateLimits__SignUpsPerHour",
                "Identity__AttemptsPerMinute",
            }
        )
        {
            _settings.Environment[name] = $"{Limit}";
        }

        await using var product = await Product.OpenAsync(_settings);
        var alpha = await product.CreateTenantAsync("alpha");
        _token = await product.CreateTokenAsync(alpha.Id, RunningServer.Scopes);
        _otherToken = await product.CreateTokenAsync(alpha.Id, RunningServer.Scopes);
        _server = await ServerProcess.StartAsync(_settings);
    }

    [Fact]
    public async Task Should_Answer_429_With_Words_And_A_Time_To_Whoever_Calls_Too_Often()
    {
        await ShouldStopPeopleAsync("alpha.localhost", "/requests/new/other", "request");
        await ShouldStopPeopleAsync("localhost", "/signup", "signup");
        await ShouldStopProgramsAsync(Portal("application/json"), "/portal/suggest?q=export");
        await ShouldStopProgramsAsync(Portal("application/json"), $"/portal/uploads?id={Guid.NewGuid()}");
        await ShouldStopProgramsAsync(Portal("application/json"), "/verify?v=400-123-4567");
        (await Portal("text/html").GetAsync("/verify")).StatusCode.ShouldBe(HttpStatusCode.OK, "looking is free");

        using var api = _server.Client("localhost");
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        await ShouldStopProgramsAsync(api, "/api/v1/tickets");
    }

    [Fact]
    public async Task Should_Stop_Those_Who_Search_Or_Guess_Tokens_Without_End()
    {
        using var reader = Portal("text/html");
        await ShouldEndWith429Async(reader, "/search?q=export");

        using var guesser = _server.Client("localhost");
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token[..^4] + "abcd");
        await ShouldEndWith429Async(guesser, "/api/v1/tickets", HttpStatusCode.Unauthorized);

        using var known = _server.Client("localhost");
        known.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _otherToken);
        (await known.GetAsync("/api/v1/tickets")).StatusCode.ShouldBe(HttpStatusCode.OK, "a good token is never counted");
    }

    private static async Task ShouldEndWith429Async(HttpClient client, string path, HttpStatusCode before = HttpStatusCode.OK)
    {
        for (var i = 0; i < Limit; i++)
        {
            (await client.GetAsync(path)).StatusCode.ShouldBe(before, path);
        }

        var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, path);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task Should_Say_At_The_Sign_In_That_It_Was_Too_Often()
    {
        using var client = Portal("text/html");
        var page = "";
        for (var i = 0; i <= Limit; i++)
        {
            page = await (
                await PageForms.PostAsync(client, "/signin", "link", ("Link.Email", "nobody@example.com"))
            ).Content.ReadAsStringAsync();
        }

        page.ShouldContain("Too many attempts from your network");
    }

    private async Task ShouldStopPeopleAsync(string host, string path, string handler)
    {
        using var client = _server.Client(host, followRedirects: false);
        HttpResponseMessage answer = null!;
        for (var i = 0; i <= Limit; i++)
        {
            answer = await PageForms.PostAsync(client, path, handler);
            if (i < Limit)
            {
                answer.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests, $"{path}, call {i + 1}");
            }
        }

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, path);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 3600);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Too many requests in a short time");
        (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, "looking is free");
    }

    private static async Task ShouldStopProgramsAsync(HttpClient client, string path)
    {
        for (var i = 0; i < Limit; i++)
        {
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, path);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        ((string)problem!["title"]!).ShouldStartWith("Too many requests");
        ((string)problem["code"]!).ShouldBe("Framework.Error.TooManyRequests");
    }

    private HttpClient Portal(string accept)
    {
        var client = _server.Client("alpha.localhost", followRedirects: false);
        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _settings.DisposeAsync();
    }
}
