using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>Host names as only programs send them.</summary>
public sealed class HostHeaderTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private static readonly string[] Paths = ["/", "/signin", "/requests/new", "/api/v1/tickets", "/nowhere", "/language/en"];

    [Theory]
    [InlineData("xn--acme")]
    [InlineData("xn--acme.localhost")]
    [InlineData("xn--.localhost")]
    [InlineData("xn--a.xn--b.localhost")]
    [InlineData("alpha.localhost:99999")]
    [InlineData("alpha.localhost:65536")]
    [InlineData("alpha.localhost:-1")]
    [InlineData("alpha.localhost:port")]
    [InlineData("alpha.localhost:12345678901234567890")]
    [InlineData("localhost:99999")]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData(".")]
    [InlineData("alpha..localhost")]
    [InlineData(".localhost")]
    [InlineData("-alpha.localhost")]
    [InlineData("[::1")]
    [InlineData("[::1]:99999")]
    [InlineData("[gggg::]")]
    [InlineData("user@alpha.localhost")]
    [InlineData("alpha.localhost/path")]
    [InlineData("alpha.localhost?x")]
    [InlineData("al pha.localhost")]
    [InlineData("%61lpha.localhost")]
    [InlineData("999.999.999.999")]
    public async Task Should_Refuse_What_Is_No_Host_Name(string host)
    {
        foreach (var path in Paths)
        {
            (await StatusAsync(host, path)).ShouldBeOneOf([400, 404], $"'{host}' {path}");
        }
    }

    [Fact]
    public async Task Should_Refuse_Names_That_Are_Too_Long() =>
        (await StatusAsync(new string('a', 300) + ".localhost", "/")).ShouldBeOneOf(400, 404);

    [Theory]
    [InlineData("alpha.localhost", 200)]
    [InlineData("alpha.localhost:443", 200)]
    [InlineData("ALPHA.localhost.", 200)]
    [InlineData("localhost", 200)]
    [InlineData("xn--bcher-kva.localhost", 404)]
    public async Task Should_Serve_Real_Names(string host, int status) => (await StatusAsync(host, "/")).ShouldBe(status, host);

    [Fact]
    public async Task Should_Answer_Probes_That_Send_No_Name() => (await StatusAsync("", "/health/ready")).ShouldBe(200);

    /// <summary>By hand: a client would mend the header or refuse it.</summary>
    private async Task<int> StatusAsync(string host, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Process.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
