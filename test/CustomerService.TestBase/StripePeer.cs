using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace CustomerService.TestBase;

/// <summary>A stateful peer that answers as Stripe does, on this machine, with a clock and a card that tests move.</summary>
public sealed class StripePeer : IAsyncDisposable
{
    public const string Key = "sk_test_peer";

    public const string WebhookSecret = "whsec_peer";

    private static readonly string Program = Path.Combine(
        RepositoryPaths.Root,
        "..",
        "shared",
        "tools",
        "stripe",
        "mock",
        "src",
        "server.js"
    );

    private static readonly string Modules = Path.Combine(RepositoryPaths.Root, "test", "node_modules");

    private readonly HttpClient _http;
    private readonly Process _process;

    private StripePeer(string address, Process process) =>
        (Address, _process, _http) = (address, process, new HttpClient { BaseAddress = new Uri(address) });

    public string Address { get; }

    /// <summary>It stands in the shared tools beside the repository, and what it needs comes with <c>npm ci</c> in test.</summary>
    public static bool IsThere => File.Exists(Program) && Directory.Exists(Path.Combine(Modules, "ajv"));

    /// <summary>Skips the test where there is no such peer.</summary>
    /// <param name="webhookUrl">Where it tells what happened; null: nobody hears of it.</param>
    public static async Task<StripePeer> StartAsync(string? webhookUrl = null)
    {
        Assert.SkipUnless(IsThere, "The peer of Stripe is absent (see shared/tools), or ajv: run npm ci in test (etc/test.sh does).");
        var port = Ports.FindFree();
        string[] hooks = webhookUrl is null ? [] : ["--webhook-url", webhookUrl, "--webhook-secret", WebhookSecret];
        var start = new ProcessStartInfo("node", [Program, "--port", $"{port}", .. hooks]) { RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = Modules;
        var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync();
        return new StripePeer($"http://127.0.0.1:{port}", process);
    }

    /// <summary>The customer pays on the page that a checkout led to.</summary>
    public Task PayAsync(string checkoutUrl) => PostAsync(new Uri(checkoutUrl).AbsolutePath + "/pay?json");

    /// <summary>Moves its clock; what is due on the way happens.</summary>
    /// <returns>What time it is there then.</returns>
    public async Task<DateTimeOffset> AdvanceAsync(double days) =>
        DateTimeOffset.FromUnixTimeSeconds(
            (await PostAsync(FormattableString.Invariant($"/_mock/advance?seconds={days * 86400:0}"))).GetProperty("now").GetInt64()
        );

    /// <summary>The customer's card is refused from now on, or taken again.</summary>
    public Task DeclineAsync(string customer, bool isOff = false) => PostAsync($"/_mock/decline/{customer}{(isOff ? "?off=1" : "")}");

    /// <summary>The next requests of this kind fail.</summary>
    /// <param name="after">The work is done all the same.</param>
    /// <param name="drop">The connection is cut instead of an answer.</param>
    public Task FailAsync(string path, int times = 1, int status = 500, bool after = false, bool drop = false, string method = "POST") =>
        PostAsync(
            "/_mock/fault",
            new
            {
                path,
                method,
                times,
                status,
                after,
                drop,
            }
        );

    /// <summary>What it was asked: method, path and body.</summary>
    public async Task<IReadOnlyList<string>> GetRequestsAsync() =>
        [
            .. (await _http.GetFromJsonAsync<JsonElement>("/_mock/requests"))
                .GetProperty("requests")
                .EnumerateArray()
                .Select(r => $"{r.GetProperty("method")} {r.GetProperty("url")} {r.GetProperty("body")}"),
        ];

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var content = JsonContent.Create(body ?? new { });
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    public void Kill()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
