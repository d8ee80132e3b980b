using System.Diagnostics;
using CustomerService.Billing.Bookkeeping;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Stripe;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// The nightly comparison with a peer of Stripe over many companies with a subscription each: once when every account has
/// to be read anew, and once when all say what Stripe says.
/// </summary>
internal sealed class Reconcile : IBenchmark
{
    private const int Tenants = 10_000;
    private const int Callers = 8;

    public string Name => "reconcile";

    public string Aim => "10,000 companies with subscriptions are compared with Stripe, with progress";

    public async Task RunAsync(TextWriter output)
    {
        await using var peer = await StripePeer.StartAsync();
        await using var product = await Product.CreateAsync(
            ("Billing__Stripe__SecretKey", StripePeer.Key),
            ("Billing__Stripe__ApiBase", peer.Address)
        );
        await FillAsync(product, peer);
        var first = await MeasureAsync(product);
        var second = await MeasureAsync(product);
        output.WriteLine(
            Text(
                $"{Tenants:N0} accounts, all to be read: {first.Seconds:0.0} s ({first.Report.Repaired:N0} repaired, "
                    + $"{first.Report.Failed:N0} failed); all alike: {second.Seconds:0.0} s ({second.Report.Repaired:N0} repaired)"
            )
        );
    }

    private static async Task<(double Seconds, ReconciliationReport Report)> MeasureAsync(Product product)
    {
        var watch = Stopwatch.StartNew();
        await using var scope = product.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<Reconciler>().RunAsync(default);
        return (watch.Elapsed.TotalSeconds, report!);
    }

    private static async Task FillAsync(Product product, StripePeer peer)
    {
        const string id = "('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid";
        await product.CopyRowAsync(
            "Tenants",
            product.Tenant.Id,
            1,
            Tenants,
            new Dictionary<string, string>
            {
                ["Id"] = id,
                ["Slug"] = "'company-' || i",
                ["Name"] = "'Company ' || i",
            }
        );
        var stripe = new StripeClient(StripePeer.Key, apiBase: peer.Address);
        var price = await stripe.V1.Prices.CreateAsync(
            new()
            {
                Currency = "cny",
                UnitAmount = 9900,
                LookupKey = "team-v1-seat-month",
                Recurring = new() { Interval = "month" },
                ProductData = new() { Name = "Team" },
            }
        );
        var customers = new string[Tenants];
        await Parallel.ForAsync(
            0,
            Tenants,
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (n, token) =>
            {
                var customer = await stripe.V1.Customers.CreateAsync(new() { Name = $"Company {n + 1}" }, cancellationToken: token);
                await stripe.V1.Subscriptions.CreateAsync(
                    new() { Customer = customer.Id, Items = [new() { Price = price.Id, Quantity = 3 }] },
                    cancellationToken: token
                );
                customers[n] = customer.Id;
            }
        );
        var names = string.Join(',', customers.Select((c, n) => $"({n + 1},'{c}')"));
        await product.SqlAsync(
            $"""
            insert into "BillingAccounts" ("TenantId", "Id", "CustomerId", "State", "Interval", "Amount", "HasPendingUpdate", "Reminders",
              "LastTicket", "AppliedTicket", "IsGrowthStopped", "ConcurrencyStamp", "CreationTime")
            select {id}, {id}, c, 'Free', 'Month', 0, false, 0, 0, 0, false, gen_random_uuid(), now() from (values {names}) as v(i, c)
            """
        );
    }
}
