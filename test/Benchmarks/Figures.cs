using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CustomerService.Benchmarks;

internal static class Figures
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * percent / 100) - 1)];
    }

    public static string Text(InvariantText text) => text.ToString();

    public static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}

/// <summary>What some clients did together: each calls again as soon as it has its answer.</summary>
internal sealed record LoadResult(double PerSecond, double MedianMilliseconds, double P95Milliseconds, double MaxMilliseconds)
{
    public static async Task<LoadResult> RunAsync(int clients, TimeSpan duration, Func<int, Task> call)
    {
        var latencies = new List<double>[clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client =>
                    Task.Run(async () =>
                    {
                        var mine = latencies[client] = [];
                        while (watch.Elapsed < duration)
                        {
                            var from = Stopwatch.GetTimestamp();
                            await call(client);
                            mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                        }
                    })
                )
        );
        var seconds = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(l => l).ToList();
        return new LoadResult(all.Count / seconds, Figures.Median(all), Figures.Percentile(all, 95), all.Max());
    }
}

/// <summary>An interpolated text, also one of several pieces, with numbers as they are written in every culture.</summary>
[InterpolatedStringHandler]
internal readonly struct InvariantText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + formattedCount * 8);

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted<T>(T value, string? format = null) => AppendFormatted(value, 0, format);

    public void AppendFormatted<T>(T value, int alignment, string? format = null) =>
        _text.AppendFormat(CultureInfo.InvariantCulture, $"{{0,{alignment}{(format is null ? "" : ":" + format)}}}", value);

    public override string ToString() => _text.ToString();
}
