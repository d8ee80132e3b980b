using System.Diagnostics.Tracing;
using System.Globalization;
using CustomerService.TestBase;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Playwright;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// What the server's process holds: when it has started and shown one page, and for each desk (list and one ticket)
/// that is open in a real browser.
/// </summary>
internal sealed class Memory : IBenchmark
{
    private const int WarmScreens = 20;
    private const int Screens = 20;

    public string Name => "memory";

    public string Aim => "under 250 MB after start, at most 1.5 MB for each open agent screen";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        var ticket = await SampleTicket.CreateAsync(product);
        await product.CopyRowAsync(
            "Tickets",
            ticket.Id,
            1,
            60,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(1),
                ["Number"] = "100000 + i",
                ["ConcurrencyStamp"] = "gen_random_uuid()",
            }
        );
        await using var server = await product.StartServerAsync();
        using (var client = server.Client($"{Product.Slug}.localhost"))
        {
            await client.GetStringAsync(new Uri("/", UriKind.Relative));
        }

        await Task.Delay(TimeSpan.FromSeconds(5));
        output.WriteLine(Text($"after start and one page: {await ResidentAsync(server) / 1024.0:0} MB"));

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Desk.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync();
        await Desk.SignInAsync(context, server);
        await OpenAsync(context, server, ticket.Number, WarmScreens);
        var before = await SettledAsync(server);
        await OpenAsync(context, server, ticket.Number, Screens);
        var after = await SettledAsync(server);
        output.WriteLine(
            Text(
                $"with {WarmScreens} desks open: {before / 1024.0:0} MB; with {Screens} more: {after / 1024.0:0} MB; "
                    + $"{(after - before) / (double)Screens:0} KB a screen"
            )
        );
    }

    private static async Task OpenAsync(IBrowserContext context, ServerProcess server, long number, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(Desk.Address(server, $"/desk/tickets/{number}?view=open"));
            await page.GetByText("the tracking page has not moved since").First.WaitForAsync();
        }
    }

    /// <summary>
    /// What is held, not what waits to be collected: the lowest of several looks, each after a collection that is asked
    /// for from outside.
    /// </summary>
    private static async Task<long> SettledAsync(ServerProcess server)
    {
        var lowest = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            await CollectAsync(server);
            lowest = Math.Min(lowest, await ResidentAsync(server));
        }

        return lowest;
    }

    /// <summary>A full collection, by way of the runtime's diagnostic port.</summary>
    private static async Task CollectAsync(ServerProcess server)
    {
        const long HeapCollect = 0x800000;
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, HeapCollect);
        using var session = new DiagnosticsClient(server.ProcessId).StartEventPipeSession(provider, requestRundown: false);
        var read = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(TimeSpan.FromSeconds(2));
        session.Stop();
        await read;
    }

    /// <summary>Resident memory in KB.</summary>
    private static async Task<long> ResidentAsync(ServerProcess server)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{server.ProcessId}/status")).First(l =>
            l.StartsWith("VmRSS:", StringComparison.Ordinal)
        );
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
