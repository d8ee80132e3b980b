using System.Globalization;
using CustomerService.TestBase;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>What a server costs that nobody asks for anything: sweeps, recurring work, heartbeats.</summary>
internal sealed class Idle : IBenchmark
{
    private const int Tenants = 2_000;

    /// <summary>Of the kernel's clock, in which it counts processor time.</summary>
    private const double TicksPerSecond = 100;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(45);

    /// <summary>Everything that recurs every few minutes has its turn more than once.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(5);

    public string Name => "idle";

    public string Aim => $"at most 2 % of a core with {Tenants:N0} tenants";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        var one = await ShareAsync(product);
        await product.CopyRowAsync(
            "Tenants",
            product.Tenant.Id,
            1,
            Tenants,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(1),
                ["Slug"] = "'idle-' || i",
                ["ConcurrencyStamp"] = "gen_random_uuid()",
            }
        );
        var many = await ShareAsync(product);
        output.WriteLine(Text($"{Tenants + 1:N0} tenants: {many:P1} of a core; one tenant: {one:P1}; ratio {many / one:0.0}"));
    }

    /// <returns>Of one core.</returns>
    private static async Task<double> ShareAsync(Product product)
    {
        await using var server = await product.StartServerAsync();
        await Task.Delay(Settle);
        var before = await ProcessorSecondsAsync(server);
        await Task.Delay(Watch);
        return (await ProcessorSecondsAsync(server) - before) / Watch.TotalSeconds;
    }

    private static async Task<double> ProcessorSecondsAsync(ServerProcess server)
    {
        // The name of the program stands in brackets and may hold blanks; user and system time are the 12th and 13th after it.
        var fields = (await File.ReadAllTextAsync($"/proc/{server.ProcessId}/stat")).Split(')')[^1].Split(' ');
        return (Number(fields[12]) + Number(fields[13])) / TicksPerSecond;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
