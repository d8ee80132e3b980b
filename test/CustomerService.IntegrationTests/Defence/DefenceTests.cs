using System.Net;
using System.Net.Sockets;
using System.Text;
using CustomerService.TestBase;
using CustomerService.Web.Infrastructure;
using CustomerService.Web.Infrastructure.Logging;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>What strangers try at the door: redirects, long bodies, forms of another company, and what stays behind in the log.</summary>
public sealed class DefenceTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    [Fact]
    public async Task Should_Redirect_To_Local_Paths_Only_Whatever_Is_Asked()
    {
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        foreach (var page in new[] { "/language/en", "/theme/dark" })
        {
            (await TargetAsync("/kb")).ShouldBe("/kb");
            (await TargetAsync("/退款")).ShouldBe("/%E9%80%80%E6%AC%BE");
            foreach (
                var asked in new[] { "/a\nb", "/a\rb", "/\u0000", "/a\u0001", "/\u007f", "//evil.example", "/\\evil.example", "a", "" }
            )
            {
                (await TargetAsync(asked)).ShouldBe("/", $"{page} with {Uri.EscapeDataString(asked)}");
            }

            async Task<string> TargetAsync(string asked)
            {
                using var answer = await client.GetAsync($"{page}?returnUrl={Uri.EscapeDataString(asked)}");
                answer.StatusCode.ShouldBe(HttpStatusCode.Found, Uri.EscapeDataString(asked));
                return answer.Headers.Location!.OriginalString;
            }
        }
    }

    [Fact]
    public async Task Should_Sign_In_And_Go_To_A_Local_Path_Only()
    {
        foreach (var asked in new[] { "/a\nb", "//evil.example", "/\\evil.example" })
        {
            using var client = server.Process.Client("alpha.localhost", followRedirects: false);
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = "password",
                    ["__RequestVerificationToken"] = PageForms.TokenOf(await client.GetStringAsync("/signin")),
                    ["Input.Email"] = "admin@alpha.example",
                    ["Input.Password"] = Product.Password,
                    ["Input.ReturnUrl"] = asked,
                }
            );
            using var answer = await client.PostAsync("/signin", form);
            answer.StatusCode.ShouldBe(HttpStatusCode.Found);
            answer.Headers.Location!.OriginalString.ShouldEndWith("/desk", Case.Sensitive, Uri.EscapeDataString(asked));
        }
    }

    [Fact]
    public async Task Should_Refuse_Long_Bodies_Before_They_Are_Read()
    {
        foreach (
            var (host, path) in new[]
            {
                ("alpha.localhost", "/signin"),
                ("alpha.localhost", "/requests/new/other"),
                ("alpha.localhost", "/verify"),
                ("alpha.localhost", "/portal/ask"),
                ("alpha.localhost", "/portal/vote"),
                ("alpha.localhost", "/portal/uploads"),
                ("localhost", "/signup"),
            }
        )
        {
            (await AnswerToHeadersAsync(server.Process.Port, host, path, 150 * 1024 * 1024)).ShouldStartWith(
                "HTTP/1.1 4",
                Case.Sensitive,
                path
            );
        }
    }

    [Fact]
    public async Task Should_Take_A_Form_Of_One_Workspace_In_That_Workspace_Only()
    {
        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        using var page = await client.GetAsync("/signin");
        var token = PageForms.TokenOf(await page.Content.ReadAsStringAsync());
        var cookies = string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        (await SendAsync("alpha.localhost")).ShouldBe(HttpStatusCode.OK, "with what is wrong said in the page");
        (await SendAsync("beta.localhost")).ShouldBe(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> SendAsync(string host)
        {
            using var other = server.Process.Client(host, followRedirects: false);
            other.DefaultRequestHeaders.Add("Cookie", cookies);
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["_handler"] = "password", ["__RequestVerificationToken"] = token }
            );
            return (await other.PostAsync("/signin", form)).StatusCode;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(90)]
    [InlineData(119)]
    [InlineData(1000)]
    [InlineData(60_000)]
    public void Should_Refill_What_Is_Allowed_In_A_Minute(int perMinute)
    {
        var bucket = RateLimits.Bucket(perMinute);
        (bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalMinutes).ShouldBe(perMinute, 0.01);
        bucket.TokenLimit.ShouldBe(perMinute);
    }

    [Theory]
    [InlineData("GET http://acme.localhost/access/CfDJ8abc-_x failed", "GET http://acme.localhost/access/[link] failed")]
    [InlineData("/signin/welcome/abc?x=1", "/signin/welcome/[link]?[query]")]
    [InlineData("at /rate/abc, /invitation/x.y", "at /rate/[link] /invitation/[link]")]
    [InlineData("/signin/reset?token=abc-123", "/signin/reset?[query]")]
    [InlineData("550 5.1.1 <lena.müller@mail.example>: unknown", "550 5.1.1 <[address]>: unknown")]
    [InlineData("李雷@例子.中国 wrote", "[address] wrote")]
    [InlineData("to=lena%40mail.example", "to=[address]")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer [token]")]
    [InlineData("token cs_0190a000000070008000000000000000_abc-_d.", "token [token].")]
    [InlineData("Nothing? No, 3 of 5 workers @ work", "Nothing? No, 3 of 5 workers @ work")]
    public void Should_Take_Links_Tokens_And_Addresses_Out_Of_The_Log(string line, string kept) => LogRedaction.Clean(line).ShouldBe(kept);

    /// <summary>Announces a body and sends none of it.</summary>
    private static async Task<string> AnswerToHeadersAsync(int port, string host, string path, long length)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + $"Content-Length: {length}\r\n\r\n"
            )
        );
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadLineAsync(patience.Token) ?? "";
    }
}
