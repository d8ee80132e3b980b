using System.Diagnostics;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Recounts;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>A calendar with many open promises is edited: they are counted again in the background, while people go on working.</summary>
internal sealed class Recount : IBenchmark
{
    private const int Open = 100_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public string Name => "recount";

    public string Aim => $"{Open:N0} open clocks are counted again after a calendar edit with progress, while the desk stays usable";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        await OpenClocks.FillAsync(product, Open);
        var idle = await DeskAsync(product, Task.Delay(TimeSpan.FromSeconds(5)));

        var calendar = (Guid)
            (await product.SqlAsync($"""select "CalendarId" from "SlaClocks" where "Metric" = '{SlaMetric.Resolution}' limit 1"""))!;
        var form = await product.RunAsAdminAsync(p => p.GetRequiredService<ICalendarAppService>().GetForEditAsync(calendar));
        form.Week[0].Windows = [new() { Start = new(10, 0), End = new(12, 0) }];
        form.Recounts = true;
        var preview = new RecountPreviewDto(0, 0, 0, 0);
        var previewTime = await MillisecondsAsync(async () =>
            preview = await product.RunAsAdminAsync(p => p.GetRequiredService<ICalendarAppService>().PreviewAsync(form))
        );
        var saveTime = await MillisecondsAsync(() =>
            product.RunAsAdminAsync(p => p.GetRequiredService<ICalendarAppService>().SaveAsync(form))
        );

        var watch = Stopwatch.StartNew();
        var counting = Task.Run(async () =>
        {
            while (await product.SweepAsync() > 0) { }
        });
        var busy = await DeskAsync(product, counting);
        var seconds = watch.Elapsed.TotalSeconds;
        var done = (await product.RunAsAdminAsync(p => p.GetRequiredService<IRecountAppService>().FindAsync(calendar)))!;
        output.WriteLine(
            Text(
                $"preview of {preview.Open:N0}: {previewTime:0} ms ({preview.Earlier:N0} earlier, {preview.Later:N0} later); "
                    + $"saved in {saveTime:0} ms"
            )
        );
        output.WriteLine(
            Text(
                $"{done.Done:N0} of {done.Total:N0} counted again in {seconds:0.0} s ({done.Done / seconds:0} a second), "
                    + $"finished: {done.FinishedAt is not null}"
            )
        );
        output.WriteLine(
            Text(
                $"queue page and a note, every {Pause.TotalMilliseconds:0} ms: idle {Median(idle):0.0} ms (95 %: "
                    + $"{Percentile(idle, 95):0.0}), meanwhile {Median(busy):0.0} ms (95 %: {Percentile(busy, 95):0.0}, longest "
                    + $"{busy.Max():0})"
            )
        );
    }

    /// <summary>What an agent does meanwhile: opens the queue, writes a note.</summary>
    private static async Task<List<double>> DeskAsync(Product product, Task meanwhile)
    {
        var ticket = (Guid)(await product.SqlAsync("""select "Id" from "Tickets" order by "Number" limit 1"""))!;
        var times = new List<double>();
        while (!meanwhile.IsCompleted)
        {
            times.Add(
                await MillisecondsAsync(async () =>
                {
                    await product.RunAsAdminAsync(p =>
                        p.GetRequiredService<ITicketAppService>().GetListAsync(new TicketListInput { View = "unassigned", Limit = 50 })
                    );
                    await product.RunAsAdminAsync(p =>
                        p.GetRequiredService<ITicketAppService>().AddNoteAsync(new NoteInput { TicketId = ticket, Body = "Looked at it." })
                    );
                })
            );
            await Task.Delay(Pause);
        }

        await meanwhile;
        return times;
    }
}
