using System.Net.Http.Headers;
using CustomerService.Framework.Emailing;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>Many mails of one commit go out while customers file tickets.</summary>
internal sealed class MailBurst : IBenchmark
{
    private const int Mails = 10_000;
    private const int Clients = 4;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    public string Name => "mail-burst";

    public string Aim => $"{Mails:N0} mails of one commit slow down new tickets by at most 20 %";

    public async Task RunAsync(TextWriter output)
    {
        await using var smtp = new TestSmtpServer();
        await using var product = await Product.CreateAsync(
            ("Smtp__Host", "127.0.0.1"),
            ("Smtp__Port", $"{smtp.Port}"),
            ("Api__RequestsPerMinute", "100000000")
        );
        await using var server = await product.StartServerAsync();
        using var client = server.Client($"{Product.Slug}.localhost");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await product.CreateTokenAsync());
        await LoadResult.RunAsync(Clients, Warmup, i => CreateTickets.CreateAsync(client, i));
        var alone = await LoadResult.RunAsync(Clients, Round, i => CreateTickets.CreateAsync(client, i));
        while ((bool)(await product.SqlAsync("""select exists (select from "NotificationMails" where "State" = 'Pending')"""))!)
        {
            await Task.Delay(100);
        }

        var before = smtp.Mails.Count;
        var commit = await MillisecondsAsync(() => QueueAsync(product));
        while (smtp.Mails.Count < before + (Mails / 100))
        {
            await Task.Delay(100);
        }

        before = smtp.Mails.Count;
        var beside = await LoadResult.RunAsync(Clients, Round, i => CreateTickets.CreateAsync(client, i));
        var sent = smtp.Mails.Count - before;
        output.WriteLine(Text($"{Mails:N0} mails are committed in {commit / 1000:0.0} s"));
        output.WriteLine(
            Text(
                $"{Clients} clients: {beside.PerSecond:0} tickets/s (median {beside.MedianMilliseconds:0.0} ms, p95 "
                    + $"{beside.P95Milliseconds:0.0} ms) while {sent / Round.TotalSeconds:0} mails/s went out; without mails "
                    + $"{alone.PerSecond:0}/s (median {alone.MedianMilliseconds:0.0} ms); ratio {beside.PerSecond / alone.PerSecond:P0}"
            )
        );
    }

    private static Task QueueAsync(Product product) =>
        product.RunAsync(async p =>
        {
            var sender = p.GetRequiredService<IEmailSender>();
            for (var i = 0; i < Mails; i++)
            {
                await sender.QueueAsync(
                    new EmailMessage($"customer{i}@people.example", $"Customer {i}", "Office hours", "We are closed on Monday.", "en")
                );
            }

            return true;
        });
}
