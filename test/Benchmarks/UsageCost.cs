using System.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Features;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// What looking at the plan and counting add to a ticket: tickets made as always take turns with tickets that look and
/// count once more.
/// </summary>
internal sealed class UsageCost : IBenchmark
{
    private const int Warmup = 300;
    private const int Pairs = 3000;

    public string Name => "usage";

    public string Aim => "looking at the plan and counting add at most 0.05 ms to a ticket";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync(("Billing__Enabled", "true"));
        await LimitAsync(product);
        for (var i = 0; i < Warmup; i++)
        {
            await CreateAsync(product, looksOnceMore: i % 2 == 0);
        }

        var (plain, added) = (new List<double>(), new List<double>());
        for (var i = 0; i < Pairs; i++)
        {
            // Whoever goes first in a pair changes, so that neither always follows the other's garbage.
            var isMoreFirst = i % 2 == 0;
            var (first, second) = (await CreateAsync(product, isMoreFirst), await CreateAsync(product, !isMoreFirst));
            plain.Add(isMoreFirst ? second : first);
            added.Add(isMoreFirst ? first - second : second - first);
        }

        var looks = await LookAsync(product);
        output.WriteLine(
            Text(
                $"a ticket {Median(plain):0.000} ms; one more look and count adds {Median(added):0.000} ms (median of {Pairs:N0} pairs, "
                    + $"half of them between {Percentile(added, 25):0.000} and {Percentile(added, 75):0.000} ms); the look alone "
                    + $"{looks * 1000:0.0} µs"
            )
        );
    }

    /// <summary>The free plan, the only one of the three that limits tickets so that they are counted against something.</summary>
    private static async Task LimitAsync(Product product)
    {
        var plan = await product.Services.GetRequiredService<PlanDirectory>().GetFirstAsync(default);
        await product.Scope.RunAsync(
            null,
            async p => (await p.GetRequiredService<CustomerServiceDbContext>().Set<Tenant>().SingleAsync()).Subscribe(plan.Id)
        );
        await product.Services.GetRequiredService<TenantDirectory>().ForgetAsync();
    }

    private static async Task<double> CreateAsync(Product product, bool looksOnceMore)
    {
        var watch = Stopwatch.StartNew();
        await product.RunAsync(async p =>
        {
            if (looksOnceMore)
            {
                var meter = p.GetRequiredService<IUsageMeter>();
                await meter.WatchAsync(TenantFeatures.TicketsPerMonth, 1);
                meter.Add(TenantFeatures.TicketsPerMonth, 1);
            }

            return await p.GetRequiredService<ITicketIntegrationService>()
                .ImportAsync(
                    new ImportTicket(
                        Guid.NewGuid().ToString("N"),
                        "Where is my parcel?",
                        "Hello, I ordered last week and the tracking page has not moved since.",
                        "Customer",
                        "customer@people.example",
                        null,
                        null,
                        TicketChannel.Import,
                        DateTime.UtcNow,
                        [],
                        [],
                        TicketStatus.New,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null
                    )
                );
        });
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> LookAsync(Product product)
    {
        const int looks = 20_000;
        return await product.RunAsync(async p =>
        {
            var meter = p.GetRequiredService<IUsageMeter>();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < looks; i++)
            {
                await meter.WatchAsync(TenantFeatures.TicketsPerMonth, 1);
            }

            return watch.Elapsed.TotalMilliseconds / looks;
        });
    }
}
