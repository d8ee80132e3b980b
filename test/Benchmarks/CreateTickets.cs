using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// Tickets filed through the public API of a server process, all background work switched on, against the bare
/// transaction.
/// </summary>
internal sealed class CreateTickets : IBenchmark
{
    private const int Customers = 500;
    private static readonly int[] ClientCounts = [16, 4, 1];
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);
    private const int Rounds = 2;

    public string Name => "create-tickets";

    public string Aim => "at 16 clients at least 40 % of the bare three-row transaction's rate";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        product.Settings.Environment["Api__RequestsPerMinute"] = "100000000";
        await using var yardstick = await ThreeRowInsert.OpenAsync(product.Settings.OwnerConnectionString, ClientCounts.Max());
        await using var server = await product.StartServerAsync();
        using var client = server.Client($"{Product.Slug}.localhost");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await product.CreateTokenAsync());
        await CreateAsync(client, 0);
        await LoadResult.RunAsync(16, Warmup, i => CreateAsync(client, i));
        await WaitForEventsAsync(product);
        foreach (var clients in ClientCounts)
        {
            var (mine, bare, batched, drains) = (new List<LoadResult>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add((await LoadResult.RunAsync(clients, Round / 2, yardstick.InsertAsync)).PerSecond);
                batched.Add((await LoadResult.RunAsync(clients, Round / 2, yardstick.InsertBatchAsync)).PerSecond);
                mine.Add(await LoadResult.RunAsync(clients, Round, i => CreateAsync(client, i)));
                drains.Add(await MillisecondsAsync(() => WaitForEventsAsync(product)) / 1000);
            }

            var (rate, of) = (Median(mine.Select(m => m.PerSecond)), Median(bare));
            output.WriteLine(
                Text(
                    $"{clients, 2} clients: {rate, 6:0} tickets/s (median {Median(mine.Select(m => m.MedianMilliseconds)):0.0} "
                        + $"ms, p95 {Median(mine.Select(m => m.P95Milliseconds)):0.0} ms, longest "
                        + $"{mine.Max(m => m.MaxMilliseconds):0} ms); bare transaction {of:0}/s, in one batch {Median(batched):0}/s; "
                        + $"ratio {rate / of:P0}; events of the round handled {Median(drains):0.0} s after it"
                )
            );
        }
    }

    /// <param name="who">Callers with different numbers file for different customers.</param>
    public static async Task CreateAsync(HttpClient client, int who)
    {
        var customer = (who * 7919 + Random.Shared.Next(Customers)) % Customers;
        var json = JsonSerializer.Serialize(
            new
            {
                subject = "Where is my parcel?",
                body = $"Hello, I ordered last week and the tracking page has not moved since. "
                    + $"Could you have a look? Order 20{customer}17. Thank you!",
                requester = new { name = $"Customer {customer}", email = $"customer{customer}@people.example" },
            }
        );
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/api/v1/tickets", UriKind.Relative), content);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task WaitForEventsAsync(Product product)
    {
        while ((bool)(await product.SqlAsync("""select exists (select from "OutboxMessages" where "State" = 'Pending')"""))!)
        {
            await Task.Delay(50);
        }
    }
}
