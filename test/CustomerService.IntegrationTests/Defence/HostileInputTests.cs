using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerService.Identity.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>What hostile callers send gets a clear answer and leaves nothing behind.</summary>
public sealed class HostileInputTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private const string Script = "<script>alert('x')</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Should_Show_Script_As_Text_On_The_Customers_Page()
    {
        using var api = server.Api(server.AlphaToken);
        var answer = await api.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject = Script,
                body = Script + " [x](javascript:alert(1))",
                requester = new { name = Script, email = "mallory@example.com" },
            }
        );
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var number = (long)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!;

        using var customer = await SignInByLinkAsync("mallory@example.com", $"/requests/{number}");
        var page = await customer.GetStringAsync($"/requests/{number}");
        page.ShouldContain("&lt;script&gt;");
        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img src=x");
        page.ShouldNotContain("href=\"javascript:", Case.Insensitive);
    }

    [Fact]
    public async Task Should_Not_Show_Another_Customers_Request()
    {
        using var api = server.Api(server.AlphaToken);
        var answer = await api.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject = "Private matter",
                body = "x",
                requester = new { name = "Victim", email = "victim@example.com" },
            }
        );
        var number = (long)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!;
        using var other = await SignInByLinkAsync("curious@example.com", "/requests");
        var page = await other.GetAsync($"/requests/{number}");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("Private matter");
    }

    [Fact]
    public async Task Should_Not_Take_A_Session_To_Another_Tenant()
    {
        using var customer = await SignInByLinkAsync("mover@example.com", "/requests");
        var cookie = (await customer.GetAsync("/requests")).RequestMessage!.RequestUri!.AbsolutePath;
        cookie.ShouldBe("/requests");
        var stolen = _cookies!.GetCookieHeader(new Uri($"http://alpha.localhost:{server.Process.Port}/"));
        using var beta = server.Process.Client("beta.localhost", followRedirects: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/requests");
        request.Headers.Add("Cookie", stolen);
        var answer = await beta.SendAsync(request);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [
        Theory,
        InlineData("evil.example"),
        InlineData("alpha.localhost.evil.example"),
        InlineData("nobody.localhost"),
        InlineData("alpha%2elocalhost")
    ]
    public async Task Should_Never_Show_A_Tenant_To_A_Forged_Host(string host)
    {
        using var client = server.Process.Client(followRedirects: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/requests/new/account");
        request.Headers.TryAddWithoutValidation("Host", host);
        var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Should_Refuse_A_Form_Without_Its_Antiforgery_Token()
    {
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "request",
                ["Subject"] = "forged",
                ["Body"] = "forged",
                ["Name"] = "x",
                ["Email"] = "x@example.com",
            }
        );
        (await client.PostAsync("/requests/new/other", form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("page.html", "text/html", "<html><script>alert(1)</script></html>")]
    [InlineData("picture.png", "image/png", "MZ this is a program")]
    [InlineData("../../../../etc/cron.d/evil.exe", "application/octet-stream", "MZ")]
    public async Task Should_Refuse_A_Wrong_Or_Dangerous_File_And_Keep_Nothing(string name, string type, string content)
    {
        var before = Blobs();
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        var page = await client.GetStringAsync("/requests/new/other");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("request"), "_handler" },
            { new StringContent(PageForms.TokenOf(page)), "__RequestVerificationToken" },
            { new StringContent("With a file"), "Subject" },
            { new StringContent("See the file"), "Body" },
            { new StringContent("Mallory"), "Name" },
            { new StringContent("mallory@example.com"), "Email" },
        };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new(type);
        form.Add(file, "Files", name);
        var answer = await client.PostAsync("/requests/new/other", form);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, "the form comes back");
        html.ShouldContain("cs-summary");
        html.ShouldContain("With a file");
        Blobs().ShouldBe(before);
    }

    [Theory]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    [InlineData("/img/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/kb/..%2f..%2fetc/passwd")]
    [InlineData("/files/..%2f..%2fcustomer-service.db")]
    public async Task Should_Not_Be_Led_Out_Of_Its_Folders(string path)
    {
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.OK);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Should_Refuse_An_Oversize_Request()
    {
        using var api = server.Api(server.AlphaToken);
        api.DefaultRequestHeaders.ExpectContinue = true;
        using var content = new ByteArrayContent(new byte[8 * 1024 * 1024]);
        content.Headers.ContentType = new("application/json");
        var answer = await api.PostAsync("/api/v1/tickets", content);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
    }

    private CookieContainer? _cookies;

    private async Task<HttpClient> SignInByLinkAsync(string email, string path)
    {
        var link = await server.Product.RunAsync(
            server.Alpha.Id,
            async provider =>
            {
                var user = await provider.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync(email, "Customer", "en");
                return provider.GetRequiredService<IAccessLinkService>().Create(user.Id, path, TimeSpan.FromHours(1));
            }
        );
        _cookies = new CookieContainer();
        var client = server.Process.Client("alpha.localhost", cookies: _cookies);
        (await PageForms.FollowAsync(client, link)).IsSuccessStatusCode.ShouldBeTrue();
        return client;
    }

    private int Blobs() =>
        Path.Combine(server.Settings.DataDirectory, "blobs") is var folder && Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length
            : 0;
}
