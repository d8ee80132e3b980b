using System.Diagnostics;
using System.Text.RegularExpressions;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// The first page as many anonymous visitors meet it: how heavy it is, and how long it takes at a fixed rate. The load
/// is open: a visitor comes when he comes, whether or not
/// the one before has been served, and waits from the moment he should have been.
/// </summary>
internal sealed partial class PortalLoad : IBenchmark
{
    private const int PerSecond = 200;
    private const int Kilo = 1024;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);

    public string Name => "portal";

    public string Aim => "first page under 60 KB without images, p95 under 20 ms at 200 requests/s";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        await using var server = await product.StartServerAsync();
        using var client = server.Client($"{Product.Slug}.localhost");
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        var sizes = new List<(string Path, int Bytes)> { ("/", System.Text.Encoding.UTF8.GetByteCount(page)) };
        foreach (var asset in Assets().Matches(page).Select(m => m.Groups[1].Value).Append("/img/icons.svg").Distinct())
        {
            sizes.Add((asset.Split('?')[0], (await client.GetByteArrayAsync(new Uri(asset, UriKind.Relative))).Length));
        }

        output.WriteLine(
            Text(
                $"first page "
                    + $"{sizes.Where(s => !s.Path.StartsWith("/img/", StringComparison.Ordinal)).Sum(s => s.Bytes) / (double)Kilo:0.0} KB "
                    + $"uncompressed ({string.Join(", ", sizes.Select(s => $"{s.Path} {s.Bytes / (double)Kilo:0.0}"))})"
            )
        );
        var article = ArticleLink().Match(page).Groups[1].Value;
        foreach (var path in new[] { "/", article })
        {
            await LoadAsync(client, path, TimeSpan.FromSeconds(3));
            var latencies = await LoadAsync(client, path, Round);
            output.WriteLine(
                Text(
                    $"{path}: median {Percentile(latencies, 50):0.0} ms, p95 {Percentile(latencies, 95):0.0} ms, p99 "
                        + $"{Percentile(latencies, 99):0.0} ms, max {latencies.Max():0} ms; {latencies.Count} requests at "
                        + $"{PerSecond}/s"
                )
            );
        }
    }

    private static async Task<IReadOnlyList<double>> LoadAsync(HttpClient client, string path, TimeSpan duration)
    {
        var (address, watch, visitors) = (new Uri(path, UriKind.Relative), Stopwatch.StartNew(), new List<Task<double>>());
        for (var n = 0; n < duration.TotalSeconds * PerSecond; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / PerSecond);
            if (due - watch.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            visitors.Add(VisitAsync(due));
        }

        return await Task.WhenAll(visitors);

        async Task<double> VisitAsync(TimeSpan due)
        {
            using var answer = await client.GetAsync(address);
            answer.EnsureSuccessStatusCode();
            return (watch.Elapsed - due).TotalMilliseconds;
        }
    }

    [GeneratedRegex("(?:href|src)=\"((?:css|js)/[^\"]+)\"")]
    private static partial Regex Assets();

    [GeneratedRegex("href=\"(/kb/[^\"/?#]+/[^\"/?#]+)\"")]
    private static partial Regex ArticleLink();
}
