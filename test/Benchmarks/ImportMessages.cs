using System.Diagnostics;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// Real messages of customers, brought in by the verb while a server runs: until they are all there, found by their
/// words and given to somebody.
/// </summary>
internal sealed class ImportMessages : IBenchmark
{
    public string Name => "import";

    public string Aim => "ten thousand messages in minutes, English and Chinese";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        await product.OpenTenantAsync("bench-zh", "ecommerce", "zh-Hans");
        await using var server = await product.StartServerAsync();
        await ImportAsync(product, output, Product.Slug, Path.Combine("intents-en", "banking77.tsv"), "card");
        await ImportAsync(product, output, "bench-zh", Path.Combine("dialogues-zh", "crosswoz_utterance_domain_act.tsv"), "餐馆");
    }

    private static async Task ImportAsync(Product product, TextWriter output, string slug, string name, string word)
    {
        var source = Path.Combine(Environment.GetEnvironmentVariable("TEST_DATA") ?? "", name);
        if (!File.Exists(source))
        {
            output.WriteLine($"{slug}: skipped, {source} is not there (TEST_DATA names the folder of message sets)");
            return;
        }

        var csv = Path.Combine(product.Settings.DataDirectory, slug + ".csv");
        var count = await ToCsvAsync(source, csv);
        var watch = Stopwatch.StartNew();
        var (exitCode, said) = await ServerProcess.RunVerbAsync(product.Settings, "import", "tickets", csv, "--tenant", slug);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(said);
        }

        var imported = watch.Elapsed;
        var indexed = await UntilAsync(product, watch, """select not exists (select from "TicketMessages" where not "IsIndexed")""");
        var routed = await UntilAsync(product, watch, """select not exists (select from "OutboxMessages" where "State" = 'Pending')""");
        var found = await product.RunAsAdminAsync(slug, async p => (
                    await p.GetRequiredService<ITicketAppService>()
                        .GetListAsync(
                            new TicketListInput
                            {
                                View = TicketViews.All,
                                Filter = { Text = word },
                                Limit = 50,
                            }
                        )
                ).Items.Count);
        var owned = await product.SqlAsync(
            $"""
            select count(*) from "Tickets" t join "Tenants" n on n."Id" = t."TenantId" where n."Slug" = '{slug}' and t."GroupId"
                is not null
            """
        );
        output.WriteLine(
            Text(
                $"{slug}: {count:N0} messages imported in {imported.TotalSeconds:0.0} s ({count / imported.TotalSeconds:0}/s), "
                    + $"all searchable after {indexed.TotalSeconds:0.0} s, all routed after {routed.TotalSeconds:0.0} s; {owned:N0} "
                    + $"with a group; the first page of “{word}” has {found}"
            )
        );
    }

    /// <summary>Message and label by line become subject, body and tag; several customers, one message a minute.</summary>
    private static async Task<int> ToCsvAsync(string source, string csv)
    {
        var start = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        var count = 0;
        await using var writer = new StreamWriter(csv);
        await writer.WriteLineAsync("subject,body,requester,channel,created,tags");
        foreach (var line in File.ReadLines(source))
        {
            var parts = line.Split('\t');
            if (parts.Length < 2 || parts[0].Trim().Length == 0)
            {
                continue;
            }

            var body = parts[0].Trim();
            var subject = body.Length > 60 ? body[..60] : body;
            await writer.WriteLineAsync(
                $"{Quote(subject)},{Quote(body)},customer{count % 500}@people.example,email,"
                    + $"{start.AddMinutes(count):O},{Quote(parts[1].Trim())}"
            );
            count++;
        }

        return count;
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<TimeSpan> UntilAsync(Product product, Stopwatch watch, string sql)
    {
        while (!(bool)(await product.SqlAsync(sql))!)
        {
            await Task.Delay(100);
        }

        return watch.Elapsed;
    }
}
