using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Web.Commands;

/// <summary>Brings tickets in from a CSV file. A row is known by its content, so that a second run adds nothing.</summary>
internal sealed class ImportTicketsCommand : ICommand
{
    private const int RowsPerTransaction = 100;
    private const int MaxSubject = 200;
    private const int MaxBody = 100_000;

    public string Verb => "import tickets";

    public string Help =>
        "FILE.csv --tenant SLUG – columns subject, body, requester, channel, created, tags; bad rows are written to FILE.rejected.csv with the reason";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = arguments.Words.FirstOrDefault() ?? throw new CommandUsageException("Name the CSV file.");
        if (!File.Exists(path))
        {
            throw new CommandUsageException($"{path} is not there.");
        }

        var slug = arguments.Require("tenant");
        var tenant =
            await services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug, cancellationToken)
            ?? throw new CommandUsageException($"There is no tenant {slug}.");
        var watch = Stopwatch.StartNew();
        var result = await ImportAsync(path, tenant.Id, services, cancellationToken);
        Console.WriteLine();
        Console.WriteLine(
            $"{result.New} imported, {result.Known} already there, {result.Rejected} rejected in {watch.Elapsed.TotalSeconds:0.0} s"
        );
        if (result.Rejected > 0)
        {
            Console.WriteLine($"The rejected rows and the reasons: {RejectedPath(path)}");
        }

        return 0;
    }

    private static string RejectedPath(string path) => Path.ChangeExtension(path, ".rejected.csv");

    private static async Task<ImportResult> ImportAsync(
        string path,
        Guid tenantId,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions(), FileOptions.SequentialScan);
        csv.ReadHeader();
        var columns = csv
            .Headers.Select((header, index) => (header.Trim().ToLowerInvariant(), index))
            .ToDictionary(c => c.Item1, c => c.index);
        if (!new[] { "subject", "body", "requester" }.All(columns.ContainsKey))
        {
            throw new CommandUsageException(
                "The first line must name the columns: subject, body, requester, and if you have them channel, created, tags."
            );
        }

        var length = new FileInfo(path).Length;
        var result = new ImportResult();
        var batch = new List<(ImportTicket Ticket, string Raw)>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await using var rejected = new RejectedRows(RejectedPath(path));
        var seen = new Dictionary<string, int>();
        while (csv.Read())
        {
            var raw = Encoding.UTF8.GetString(csv.RawRecord);
            var (ticket, reason) = Utf8.IsValid(csv.RawRecord) ? ReadTicket(Field, raw, now, seen) : (null, "the text is not valid UTF-8");
            if (ticket is not null)
            {
                batch.Add((ticket, raw));
            }
            else
            {
                await rejected.AddAsync(raw, reason!);
                result.Rejected++;
            }

            if (batch.Count == RowsPerTransaction)
            {
                await SaveAsync(batch, tenantId, services, result, rejected, cancellationToken);
                ShowProgress(csv.ByteOffset, length, result);
            }
        }

        await SaveAsync(batch, tenantId, services, result, rejected, cancellationToken);
        ShowProgress(length, length, result);
        return result;

        string Field(string name) => columns.TryGetValue(name, out var index) && index < csv.FieldCount ? csv.GetString(index).Trim() : "";
    }

    private static async Task SaveAsync(
        List<(ImportTicket Ticket, string Raw)> batch,
        Guid tenantId,
        IServiceProvider services,
        ImportResult result,
        RejectedRows rejected,
        CancellationToken cancellationToken
    )
    {
        try
        {
            result.Add(await ImportBatchAsync(batch.Select(b => b.Ticket), tenantId, services, cancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One bad row must not take ninety-nine good ones with it.
            foreach (var (ticket, raw) in batch)
            {
                try
                {
                    result.Add(await ImportBatchAsync([ticket], tenantId, services, cancellationToken));
                }
                catch (Exception single) when (single is not OperationCanceledException)
                {
                    await rejected.AddAsync(raw, single.Message);
                    result.Rejected++;
                }
            }
        }

        batch.Clear();
    }

    private static Task<List<ImportTicketResult>> ImportBatchAsync(
        IEnumerable<ImportTicket> batch,
        Guid tenantId,
        IServiceProvider services,
        CancellationToken cancellationToken
    ) =>
        services
            .GetRequiredService<TenantScope>()
            .RunAsync(
                tenantId,
                async provider =>
                {
                    var tickets = provider.GetRequiredService<ITicketIntegrationService>();
                    var results = new List<ImportTicketResult>();
                    foreach (var ticket in batch)
                    {
                        results.Add(await tickets.ImportAsync(ticket, cancellationToken));
                    }

                    return results;
                },
                cancellationToken
            );

    private static (ImportTicket? Ticket, string? Reason) ReadTicket(
        Func<string, string> field,
        string raw,
        DateTime now,
        Dictionary<string, int> seen
    )
    {
        var (subject, body, requester) = (field("subject"), field("body"), field("requester"));
        var isReachable = EmailAddresses.TryReadPerson(requester, out var name, out var email);
        var createdText = field("created");
        var createdAt = now;
        var reason = (subject, body) switch
        {
            ("", "") => "subject and body are empty",
            _ when subject.Length > MaxSubject => $"the subject is longer than {MaxSubject} characters",
            _ when body.Length > MaxBody => $"the body is longer than {MaxBody} characters",
            _ when !isReachable => $"'{requester}' is not an email address that mail can be sent to",
            _ when createdText != "" && !TryReadInstant(createdText, out createdAt) =>
                $"'{createdText}' is no date; write 2026-05-31T14:00:00Z",
            _ when createdAt > now => "created lies in the future",
            _ => null,
        };
        var channel = TicketChannel.Import;
        if (reason is null && field("channel") is { Length: > 0 } channelText && !Enum.TryParse(channelText, true, out channel))
        {
            reason = $"'{channelText}' is no channel; known are {string.Join(", ", Enum.GetNames<TicketChannel>())}";
        }

        if (reason is not null)
        {
            return (null, reason);
        }

        if (subject == "")
        {
            subject = body.Length > 80 ? WellFormed.Cut(body, 80) + "…" : body;
        }

        var tags = field("tags").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (
            new ImportTicket(
                KeyOf(raw, seen),
                subject,
                body == "" ? subject : body,
                name.Length > 0 ? name : EmailAddresses.LocalPart(email),
                email,
                null,
                null,
                channel,
                createdAt,
                tags,
                [],
                TicketStatus.New,
                null,
                null,
                null,
                null,
                null,
                null
            ),
            null
        );
    }

    /// <summary>The row's content; equal rows of one file count up, so that they stay as many as they are.</summary>
    private static string KeyOf(string raw, Dictionary<string, int> seen)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw.TrimEnd('\r', '\n'))))[..32];
        var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return count == 1 ? hash : $"{hash}-{count}";
    }

    private static bool TryReadInstant(string text, out DateTime utc) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out utc);

    private static void ShowProgress(long position, long length, ImportResult result)
    {
        const int Width = 30;
        var done = length == 0 ? Width : (int)(Math.Min(position, length) * Width / length);
        Console.Write($"\r[{new string('█', done)}{new string('·', Width - done)}] {result.New + result.Known + result.Rejected} rows");
    }

    private sealed class ImportResult
    {
        public int New { get; private set; }

        public int Known { get; private set; }

        public int Rejected { get; set; }

        public void Add(IEnumerable<ImportTicketResult> results)
        {
            foreach (var result in results)
            {
                New += result.IsNew ? 1 : 0;
                Known += result.IsNew ? 0 : 1;
            }
        }
    }

    /// <summary>Made when the first row is rejected.</summary>
    private sealed class RejectedRows(string path) : IAsyncDisposable
    {
        private StreamWriter? _writer;

        public async Task AddAsync(string raw, string reason)
        {
            _writer ??= new StreamWriter(path, false, new UTF8Encoding(true));
            await _writer.WriteLineAsync($"{raw.TrimEnd('\r', '\n')},\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
