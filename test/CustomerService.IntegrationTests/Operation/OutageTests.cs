using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>While the database is away, or a disk is full, everybody is told the truth.</summary>
public sealed partial class OutageTests
{
    private static readonly string[] Pages =
    [
        "/",
        "/kb/start/some-article",
        "/kb/start",
        "/search?q=refund",
        "/requests/new",
        "/requests/new/other",
        "/signin",
        "/verify?v=1",
        "/sitemap.xml",
    ];

    [Fact]
    public async Task Should_Ask_To_Try_Again_While_The_Database_Is_Away()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var token = await product.CreateTokenAsync(alpha.Id, RunningServer.Scopes);
        var direct = new NpgsqlConnectionStringBuilder(settings.Environment["ConnectionStrings__Default"]);
        await using var relay = new TcpRelay(direct.Host!, direct.Port);
        settings.Environment["ConnectionStrings__Default"] = new NpgsqlConnectionStringBuilder(direct.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = relay.Port,
        }.ConnectionString;
        await using var server = await ServerProcess.StartAsync(settings);
        using var portal = server.Client("alpha.localhost");
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await portal.GetAsync("/kb/start/some-article")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var form = await portal.GetStringAsync("/requests/new/other");

        relay.Cut();

        foreach (var page in Pages)
        {
            var answer = await portal.GetAsync(page);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                // What is kept in memory may go on being shown.
                text.ShouldNotContain("Nothing found", Case.Insensitive, page);
                continue;
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, page);
            answer.Headers.RetryAfter.ShouldNotBeNull(page);
            text.ShouldContain("try again in a moment", Case.Insensitive, page);
            answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue(page);
        }

        (await portal.GetAsync("/kb/start/some-article")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await portal.GetAsync("/search?q=refund")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/kb/start/some-article");
        asked.Headers.AcceptLanguage.ParseAdd("zh-CN");
        (await (await portal.SendAsync(asked)).Content.ReadAsStringAsync()).ShouldContain("请稍后再试");

        var list = await api.GetAsync("/api/v1/tickets");
        list.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        list.Headers.RetryAfter.ShouldNotBeNull();
        ((string?)(await list.Content.ReadFromJsonAsync<JsonObject>())!["code"]).ShouldBe("Framework.Error.Unavailable");
        (await api.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await api.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // What somebody wrote stays in the page, and can be sent again when the database is back.
        var sent = await portal.PostAsync(
            "/requests/new/other",
            new FormUrlEncodedContent(
                FieldPattern()
                    .Matches(form)
                    .Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))
                    .Append(KeyValuePair.Create("Subject", "A text of \"an hour\""))
            )
        );
        sent.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var kept = await sent.Content.ReadAsStringAsync();
        kept.ShouldContain("action=\"/requests/new/other\"");
        kept.ShouldContain("value=\"A text of &quot;an hour&quot;\"");
        kept.ShouldContain("__RequestVerificationToken");

        relay.Mend();
        await Wait.UntilAsync(
            async () => (await portal.GetAsync("/kb/start/some-article")).StatusCode == HttpStatusCode.NotFound,
            "the portal after the outage"
        );
    }

    [Fact]
    public async Task Should_Say_507_When_The_Disk_Is_Full()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(
            settings,
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<IBlobProvider, FullBlobProvider>())
        );
        await product.CreateTenantAsync("alpha");
        var port = await product.ServeAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Host = $"alpha.localhost:{port}";
        var page = await client.GetStringAsync("/requests/new/other");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", PageForms.TokenOf(page));
        var begun = await client.PostAsJsonAsync("/portal/uploads", new { fileName = "a.pdf", size = 8 });
        var id = (string)(await begun.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        using var piece = new HttpRequestMessage(HttpMethod.Patch, $"/portal/uploads/{id}")
        {
            Content = new ByteArrayContent("%PDF-1.7"u8.ToArray()),
        };
        piece.Headers.Add("Upload-Offset", "0");
        var answer = await client.SendAsync(piece);
        answer.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Should_Not_Be_Ready_With_Too_Little_Space_And_Say_So()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.Environment["Data__MinFreeMegabytes"] = "2147483647";
        await using var full = await ServerProcess.StartUnreadyAsync(settings);
        using var client = full.Client();
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "doctor");
        exitCode.ShouldBe(1);
        output.ShouldContain("[FAIL] files: only");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex FieldPattern();

    /// <summary>What a real full device says.</summary>
    private sealed class FullBlobProvider : IBlobProvider
    {
        public async Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken)
        {
            await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            await full.WriteAsync(new byte[16], cancellationToken);
            await full.FlushAsync(cancellationToken);
            return 0;
        }

        public Task<Stream?> GetOrNullAsync(string container, Guid id, CancellationToken cancellationToken) =>
            Task.FromResult<Stream?>(null);

        public Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken) => Task.CompletedTask;

        public IAsyncEnumerable<Guid> ListOlderThanAsync(string container, DateTime utc, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<Guid>();

        public Task<long> DeleteAllAsync(CancellationToken cancellationToken) => Task.FromResult(0L);
    }
}
