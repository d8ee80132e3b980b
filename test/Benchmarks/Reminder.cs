using System.Diagnostics;
using CustomerService.Sla.Clocks;
using Microsoft.Playwright;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>From the instant a reminder is due to the number at the agent's bell, in a real browser.</summary>
internal sealed class Reminder : IBenchmark
{
    private const int Reminders = 40;

    public string Name => "reminder";

    public string Aim => "95 % within 2 s";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        await OpenClocks.FillAsync(product, Reminders);
        await product.SqlAsync($"""update "Tickets" set "AssigneeId" = '{product.Admin.Id}'""");
        await product.SqlAsync("""delete from "NotificationBells" """);
        await using var server = await product.StartServerAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Desk.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync();
        await Desk.SignInAsync(context, server);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Desk.Address(server, "/desk"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var times = new List<double>();
        for (var i = 1; i <= Reminders; i++)
        {
            await MakeDueAsync(product, i);
            var watch = Stopwatch.StartNew();
            await page.Locator($".cs-count:text-is('{i}')").WaitForAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);

            // Not in step with the sweep.
            await Task.Delay(Random.Shared.Next(1_000, 2_000));
        }

        output.WriteLine(
            Text(
                $"{Reminders} reminders: median {Median(times):0} ms, 95 % within {Percentile(times, 95):0} ms, longest {times.Max():0} ms"
            )
        );
    }

    private static Task MakeDueAsync(Product product, int i) =>
        product.SqlAsync(
            $"""
            update "SlaClocks" set "WarnAt" = now(), "WarnedAt" = null where "Metric" = '{SlaMetric.Resolution}' and "Id" in
                (select {SampleTicket.Uuid(2)} from generate_series({i}, {i}) i);
            update "Timers" set "Due" = now(), "NextAttempt" = now() where "Id" in
                (select {SampleTicket.Uuid(3)} from generate_series({i}, {i}) i);
            """
        );
}
