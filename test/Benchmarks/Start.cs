using System.Diagnostics;
using System.Net;
using CustomerService.TestBase;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// From <c>dotnet run --no-build</c> of the built project, on SQLite, to the first page; beside it what <c>dotnet</c>
/// needs to say its version.
/// </summary>
internal sealed class Start : IBenchmark
{
    private const int Repeats = 3;

    public string Name => "start";

    public string Aim => "seconds, not minutes, from dotnet run to the first page";

    public async Task RunAsync(TextWriter output)
    {
        var bare = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            bare.Add(
                await MillisecondsAsync(() =>
                    Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!.WaitForExitAsync()
                )
            );
        }

        var directory = Directory.CreateTempSubdirectory("customer-service-start-").FullName;
        var first = await StartAsync(directory, "Development");
        var again = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            again.Add(await StartAsync(directory, "Development"));
        }

        Directory.Delete(directory, true);
        output.WriteLine(
            Text(
                $"empty folder (makes the database and both demo companies): {first / 1000:0.0} s; started again: "
                    + $"{Median(again) / 1000:0.0} s; dotnet --version alone {Median(bare) / 1000:0.00} s"
            )
        );
    }

    private static async Task<double> StartAsync(string dataDirectory, string environment)
    {
        var port = Ports.FindFree();
        var configuration = RepositoryPaths.WebAssembly.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            var word in (string[])
                [
                    "run",
                    "--no-build",
                    "--no-launch-profile",
                    "-c",
                    configuration,
                    "--project",
                    Path.Combine(RepositoryPaths.Root, "src", "CustomerService.Web"),
                    "--",
                    "--urls",
                    $"http://127.0.0.1:{port}",
                ]
        )
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["Data__Directory"] = dataDirectory;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            await FirstPageAsync(port, process);
            return watch.Elapsed.TotalMilliseconds;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstPageAsync(int port, Process process)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        while (!process.HasExited)
        {
            try
            {
                using var page = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                if (page.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode}.");
    }
}
