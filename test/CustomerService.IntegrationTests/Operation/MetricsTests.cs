using System.Net;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Web.Infrastructure.Telemetry;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>What a node tells about itself, and whom.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Should_Tell_This_Machine_What_Each_Workspace_Sends_And_Nothing_To_Others()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.Environment["Metrics__AllowedNetworks__0"] = "10.1.0.0/16";
        await using (var product = await Product.OpenAsync(settings))
        {
            await product.CreateTenantAsync("alpha");
        }

        await using var server = await ServerProcess.StartAsync(settings);
        using var alpha = server.Client("alpha.localhost");
        (await alpha.GetAsync("/access/a-very-secret-link?email=lena@mail.example")).Dispose();

        using var probe = server.Client("127.0.0.1");
        var text = await probe.GetStringAsync("/metrics");
        text.ShouldContain("customer_service_tenant_requests_total{");
        text.ShouldContain("tenant=\"alpha\"");
        text.ShouldContain("http_server_request_duration_seconds_bucket");
        text.ShouldContain("dotnet_process_memory_working_set");
        text.ShouldNotContain("a-very-secret-link");
        text.ShouldNotContain("lena");

        (await StatusFromAsync("10.1.2.3")).ShouldBe(HttpStatusCode.OK);
        (await StatusFromAsync("10.2.2.3")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusFromAsync("203.0.113.7")).ShouldBe(HttpStatusCode.NotFound);

        async Task<HttpStatusCode> StatusFromAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", address } } };
            using var answer = await alpha.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.1.255.255", true)]
    [InlineData("::ffff:10.1.0.1", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    public void Should_Let_Only_Allowed_Networks_Read(string? caller, bool may) =>
        MetricsAccess.MayRead(caller is null ? null : IPAddress.Parse(caller), [IPNetwork.Parse("10.1.0.0/16")]).ShouldBe(may);
}
