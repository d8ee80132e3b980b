using System.Net;
using System.Net.WebSockets;
using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>A node that is told to stop leaves the pool, finishes what runs, and ends although screens are open.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Should_Leave_The_Pool_Finish_What_Runs_And_End_With_Screens_Open()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var token = await product.CreateTokenAsync(alpha.Id, RunningServer.Scopes);
        await using var server = await ServerProcess.StartAsync(settings);
        using var screen = new ClientWebSocket();
        await screen.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/_blazor"), TestContext.Current.CancellationToken);
        await screen.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken
        );
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var body = new SlowJson(
            """{"subject":"Sent while the node stops","body":"x",""",
            """ "requester":{"name":"Lena","email":"lena@customer.example"}}"""
        );
        var creating = api.PostAsync("/api/v1/tickets", body, TestContext.Current.CancellationToken);
        await body.Begun;

        server.Terminate();

        using var probe = server.Client();
        await Wait.UntilAsync(
            async () => (await probe.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable,
            "the node to say that it is not ready"
        );
        body.GoOn();
        var created = await creating;
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        (await server.WaitForExitAsync()).ShouldBe(0, server.Log);
    }

    /// <summary>Sends its second half when it is told to.</summary>
    private sealed class SlowJson : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly (byte[] First, byte[] Second) _halves;

        public SlowJson(string first, string second)
        {
            _halves = (Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second));
            Headers.ContentType = new("application/json");
        }

        public Task Begun => _begun.Task;

        public void GoOn() => _goOn.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_halves.First);
            await stream.FlushAsync();
            _begun.SetResult();
            await _goOn.Task;
            await stream.WriteAsync(_halves.Second);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _halves.First.Length + _halves.Second.Length;
            return true;
        }
    }
}
