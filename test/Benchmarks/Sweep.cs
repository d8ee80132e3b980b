using CustomerService.Sla.Clocks;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>Clocks that become due are breached by the sweeper; those that are not due must cost nothing.</summary>
internal sealed class Sweep : IBenchmark
{
    private const int Due = 10_000;
    private const int Few = 100_000;
    private const int Many = 1_000_000;
    private const int Rounds = 3;

    public string Name => "sweep";

    public string Aim =>
        $"{Due:N0} due clocks are swept in under 60 s among {Many:N0} open ones, within 1.2 of what they cost among {Few:N0}";

    public async Task RunAsync(TextWriter output)
    {
        await using var small = await Product.CreateAsync();
        await using var large = await Product.CreateAsync();
        var (few, many) = (await OpenClocks.FillAsync(small, Few), await OpenClocks.FillAsync(large, Many));
        var (fewTimes, manyTimes, idleFew, idleMany) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            // In turns, so that whatever else the machine does meets both.
            var (a, b) = (await few.SweepAsync(Due), await many.SweepAsync(Due));
            var (idleA, idleB) = (await MillisecondsAsync(small.SweepAsync), await MillisecondsAsync(large.SweepAsync));
            if (round >= 0)
            {
                fewTimes.Add(a);
                manyTimes.Add(b);
                idleFew.Add(idleA);
                idleMany.Add(idleB);
            }
        }

        output.WriteLine(
            Text(
                $"{Due:N0} due among {Few:N0}: {Median(fewTimes):0} ms ({Median(fewTimes) / Due:0.00} ms a clock); among "
                    + $"{Many:N0}: {Median(manyTimes):0} ms ({Median(manyTimes) / Due:0.00} ms a clock); ratio "
                    + $"{Median(manyTimes) / Median(fewTimes):0.00}"
            )
        );
        output.WriteLine(Text($"nothing due among {Few:N0}: {Median(idleFew):0.0} ms; among {Many:N0}: {Median(idleMany):0.0} ms"));
    }
}

/// <summary>Open tickets with one running clock and one waiting timer each, copied from what the product made.</summary>
internal sealed class OpenClocks(Product product, int count)
{
    private int _next = 1;

    public static async Task<OpenClocks> FillAsync(Product product, int count)
    {
        var ticket = await SampleTicket.CreateAsync(product);
        var clock = (Guid)
            (
                await product.SqlAsync(
                    $"""select "Id" from "SlaClocks" where "TicketId" = '{ticket.Id}' and "Metric" = '{SlaMetric.Resolution}'"""
                )
            )!;
        var timer = (Guid)
            (await product.SqlAsync($"""select "Id" from "Timers" where "Kind" = 'sla.clock' and "SubjectId" = '{clock}'"""))!;
        await product.CopyRowAsync(
            "Tickets",
            ticket.Id,
            1,
            count,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(1),
                ["Number"] = "100000 + i",
                ["ConcurrencyStamp"] = "gen_random_uuid()",
            }
        );
        await product.CopyRowAsync(
            "SlaClocks",
            clock,
            1,
            count,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(2),
                ["TicketId"] = SampleTicket.Uuid(1),
                ["WarnAt"] = """s."WarnAt" + interval '1 year'""",
                ["Due"] = """s."Due" + interval '1 year'""",
                ["ConcurrencyStamp"] = "gen_random_uuid()",
            }
        );
        await product.CopyRowAsync(
            "Timers",
            timer,
            1,
            count,
            new Dictionary<string, string>
            {
                ["Id"] = SampleTicket.Uuid(3),
                ["SubjectId"] = SampleTicket.Uuid(2),
                ["Due"] = """s."Due" + interval '1 year'""",
                ["NextAttempt"] = """s."NextAttempt" + interval '1 year'""",
            }
        );
        await product.SqlAsync("vacuum analyze");
        return new OpenClocks(product, count);
    }

    /// <summary>Makes the next clocks due, and measures the sweep that breaches them all.</summary>
    public async Task<double> SweepAsync(int due)
    {
        var (from, to) = (_next, (_next += due) - 1);
        if (to > count)
        {
            throw new InvalidOperationException("No open clocks are left.");
        }

        await product.SqlAsync(
            $"""
            update "SlaClocks" set "Due" = now() - interval '1 minute', "WarnAt" = now() - interval '2 minutes', "WarnedAt" = now() -
                interval '2 minutes'
            where "Id" in (select {SampleTicket.Uuid(2)} from generate_series({from}, {to}) i);
            update "Timers" set "Due" = now() - interval '1 minute', "NextAttempt" = now() - interval '1 minute'
            where "Id" in (select {SampleTicket.Uuid(3)} from generate_series({from}, {to}) i);
            """
        );
        var time = await MillisecondsAsync(async () =>
        {
            while (await product.SweepAsync() > 0) { }
        });
        var breached = (long)
            (
                await product.SqlAsync(
                    $"""
                    select count(*) from "SlaClocks" where "State" = 'Breached' and "Id" in (select {SampleTicket.Uuid(2)} from
                        generate_series({from}, {to}) i)
                    """
                )
            )!;
        await product.SqlAsync("""delete from "OutboxMessages" where "EventName" = 'sla.breached'""");
        return breached == due ? time : throw new InvalidOperationException($"{breached} of {due} clocks were breached.");
    }
}
