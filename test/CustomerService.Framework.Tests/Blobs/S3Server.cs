using System.Diagnostics;
using CustomerService.TestBase;

namespace CustomerService.Framework.Tests.Blobs;

/// <summary>A bucket of its own for a class of tests: s3rver (Node), which checks signatures as Amazon's service does.</summary>
public sealed class S3Server : IAsyncLifetime
{
    /// <summary>Id and secret of the only key.</summary>
    public const string Key = "S3RVER";

    private static readonly string Program = Path.Combine(RepositoryPaths.Root, "test", "node_modules", "s3rver", "bin", "s3rver.js");

    private readonly string _directory = Directory.CreateTempSubdirectory("customer-service-s3-").FullName;
    private readonly int _port = Ports.FindFree();
    private Process? _process;

    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Skips the test where there is no such server.</summary>
    public void Require() => Assert.SkipUnless(_process is not null, "s3rver is absent: run npm ci in test (etc/test.sh does).");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            return;
        }

        string[] words = [Program, "-d", _directory, "-a", "127.0.0.1", "-p", $"{_port}", "--configure-bucket", "files", "--silent"];
        _process = Process.Start("node", words);
        using var client = new HttpClient();
        await Wait.UntilAsync(() => AnswersAsync(client), "the bucket is there");
    }

    public ValueTask DisposeAsync()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        Directory.Delete(_directory, true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            await client.GetAsync(new Uri(Address));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
