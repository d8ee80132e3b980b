using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// The first page of each view of the desk, through the service behind it, in two companies' databases that differ in
/// size only.
/// </summary>
internal sealed class NewestFifty : IBenchmark
{
    private const int Small = 100_000;
    private const int Large = 1_000_000;
    private const int Repeats = 200;

    public string Name => "newest-50";

    public string Aim => "the newest 50 among 1,000,000 tickets within 1.5 times the time among 100,000";

    public async Task RunAsync(TextWriter output)
    {
        await using var small = await Product.CreateAsync();
        await using var large = await Product.CreateAsync();
        await FillAsync(small, Small);
        await FillAsync(large, Large);
        foreach (var view in (string[])[TicketViews.All, .. TicketViews.BuiltIn])
        {
            var (few, many) = (new List<double>(), new List<double>());
            for (var i = -20; i < Repeats; i++)
            {
                var pair = (await TimeAsync(small, view), await TimeAsync(large, view));
                if (i >= 0)
                {
                    few.Add(pair.Item1);
                    many.Add(pair.Item2);
                }
            }

            output.WriteLine(
                Text(
                    $"{view, -10} {Small:N0}: {Median(few), 6:0.00} ms (p95 {Percentile(few, 95):0.00}); {Large:N0}: "
                        + $"{Median(many), 6:0.00} ms (p95 {Percentile(many, 95):0.00}); ratio {Median(many) / Median(few):0.00}"
                )
            );
        }
    }

    private static async Task<double> TimeAsync(Product product, string view) =>
        await MillisecondsAsync(() =>
            product.RunAsAdminAsync(async p =>
            {
                var page = await p.GetRequiredService<ITicketAppService>().GetListAsync(new TicketListInput { View = view, Limit = 50 });
                return page.Items.Count == 50
                    ? 50
                    : throw new InvalidOperationException($"The view {view} gave {page.Items.Count} tickets.");
            })
        );

    /// <summary>
    /// As in a company that has worked for years: nearly all is closed; a twentieth is open, shared among agents and
    /// groups.
    /// </summary>
    private static async Task FillAsync(Product product, int count)
    {
        var first = await SampleTicket.CreateAsync(product);
        var admin = product.Admin.Id;
        var group = (Guid)(
            await product.SqlAsync($"""select m."GroupId" from "RoutingGroupMembers" m where m."UserId" = '{admin}' limit 1""")
            ?? Guid.CreateVersion7()
        );
        await product.CopyRowAsync(
            "Tickets",
            first.Id,
            1,
            count,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(1),
                ["Number"] = "100000 + i",
                ["Subject"] = "'Where is my parcel? ' || i",
                ["Status"] =
                    "(array['New','InProgress','WaitingForCustomer','WaitingForThirdParty','Resolved','Closed'])[case when i % "
                    + "20 = 0 then 1 + (i / 20) % 4 else 5 + (i % 3 + 1) / 2 end]",
                ["IsOpen"] = "i % 20 = 0",
                ["AssigneeId"] =
                    $"case when i % 20 = 0 and (i / 20) % 3 = 0 then null when i % 10 = 0 then '{admin}'::uuid else gen_random_uuid() end",
                ["GroupId"] = $"case when i % 4 = 0 then '{group}'::uuid else gen_random_uuid() end",
                ["GroupName"] = "'Support'",
                ["NextDue"] =
                    "case when i % 20 = 0 and i % 60 <> 0 then timestamptz '2026-01-01' + i * interval '1 second' else "
                    + "timestamptz '9999-01-01' end",
                ["ResolvedAt"] = "case when i % 20 <> 0 then timestamptz '2024-01-01' + i * interval '1 second' end",
                ["CreationTime"] = "timestamptz '2024-01-01' + i * interval '1 second'",
                ["LastMessageAt"] = "timestamptz '2024-01-01' + i * interval '1 second'",
                ["ConcurrencyStamp"] = "gen_random_uuid()",
            }
        );
        await product.SqlAsync("vacuum analyze \"Tickets\"");
    }
}
