using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CustomerService.TestBase;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// An article of the portal as anonymous visitors read it, from the output cache; beside it the health page of the same
/// server, which does nothing.
/// </summary>
internal sealed partial class CachedArticle : IBenchmark
{
    private const int Connections = 32;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(8);

    public string Name => "article-cached";

    public string Aim => "2,000 requests/s on two cores, which the load generator shares";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        await using var server = await product.StartServerAsync();
        var host = $"{Product.Slug}.localhost";
        using var client = server.Client(host);
        var article = ArticleLink().Match(await client.GetStringAsync(new Uri("/", UriKind.Relative))) is { Success: true } link
            ? link.Groups[1].Value
            : throw new InvalidOperationException("The portal's front page links to no article.");
        var page = await client.GetAsync(new Uri(article, UriKind.Relative));
        page.EnsureSuccessStatusCode();
        var size = (await page.Content.ReadAsByteArrayAsync()).Length;
        await LoadAsync(server, host, article, client, size);
        var cached = await LoadAsync(server, host, article, client, size);
        var nothing = await LoadAsync(server, host, "/health/live", client, 0);
        output.WriteLine(
            Text(
                $"{article} ({size / 1024} KB): {cached.PerSecond:N0} requests/s, p95 {cached.P95Milliseconds:0.0} ms at "
                    + $"{Connections} connections ({cached.Generator}); /health/live {nothing.PerSecond:N0}/s; ratio "
                    + $"{cached.PerSecond / nothing.PerSecond:P0}"
            )
        );
    }

    private static async Task<(double PerSecond, double P95Milliseconds, string Generator)> LoadAsync(
        ServerProcess server,
        string host,
        string path,
        HttpClient client,
        int atLeastBytes
    )
    {
        if (!File.Exists("/usr/bin/wrk"))
        {
            var own = await LoadResult.RunAsync(
                Connections,
                Round,
                async _ => (await client.GetAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode().Dispose()
            );
            return (own.PerSecond, own.P95Milliseconds, "own loop");
        }

        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            script,
            """
            done = function(summary, latency, requests)
              local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write +
                  summary.errors.timeout
              io.write(string.format("RESULT %f %f %d %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(95) / 1000,
                  errors, summary.bytes / summary.requests))
            end
            """
        );
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (
            var word in (string[])
                [
                    "-t1",
                    $"-c{Connections}",
                    $"-d{Round.TotalSeconds}s",
                    "-H",
                    $"Host: {host}:{server.Port}",
                    "-s",
                    script,
                    $"http://127.0.0.1:{server.Port}{path}",
                ]
        )
        {
            start.ArgumentList.Add(word);
        }

        using var wrk = Process.Start(start)!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        File.Delete(script);
        var numbers = text[(text.IndexOf("RESULT", StringComparison.Ordinal) + 7)..].Split(' ', '\n');
        if (numbers[2] != "0" || int.Parse(numbers[3], CultureInfo.InvariantCulture) < atLeastBytes)
        {
            throw new InvalidOperationException($"{numbers[2]} requests failed; {numbers[3]} bytes an answer, {atLeastBytes} in the page.");
        }

        return (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture), "wrk");
    }

    [GeneratedRegex("href=\"(/kb/[^\"/?#]+/[^\"/?#]+)\"")]
    private static partial Regex ArticleLink();
}
