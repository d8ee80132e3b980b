using System.Diagnostics;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tickets.Import;

namespace CustomerService.Web.Commands;

/// <summary>Brings tickets in from a table, or says in a dry run what would happen.</summary>
internal sealed class ImportTicketsCommand : ICommand
{
    public string Verb => "import tickets";

    public string Help =>
        "FILE.csv --tenant SLUG [--dry-run] [--dates dmy|mdy] [--encoding NAME] – columns subject, body, requester, channel, "
        + "created, tags; bad rows are written to FILE.rejected.csv with the reason";

    public IReadOnlySet<string> Flags { get; } = new HashSet<string> { "dry-run" };

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        arguments.RefuseOthersThan("tenant", "dates", "encoding", "dry-run");
        var path = arguments.Words.FirstOrDefault() ?? throw new CommandUsageException("Name the CSV file.");
        if (!File.Exists(path))
        {
            throw new CommandUsageException($"{path} is not there.");
        }

        var slug = arguments.Require("tenant");
        var tenant =
            await services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug, cancellationToken)
            ?? throw new CommandUsageException($"There is no tenant {slug}.");
        var file = new TicketFile(
            tenant.Id,
            path,
            Path.ChangeExtension(path, ".rejected.csv"),
            DatesOf(arguments.Find("dates")),
            arguments.Find("encoding"),
            arguments.Has("dry-run")
        );
        var watch = Stopwatch.StartNew();
        await using var scope = services.CreateAsyncScope();
        var report = await scope
            .ServiceProvider.GetRequiredService<ITicketFileImporter>()
            .ImportAsync(file, new ProgressBar(), cancellationToken);
        Tell(file, report, watch.Elapsed);
        return 0;
    }

    private static TicketFileDates? DatesOf(string? text) =>
        text switch
        {
            null => null,
            "dmy" => TicketFileDates.DayMonth,
            "mdy" => TicketFileDates.MonthDay,
            _ => throw new CommandUsageException($"--dates {text} is unknown: dmy reads 04/05/2026 as 4 May, mdy as 5 April."),
        };

    private static void Tell(TicketFile file, TicketFileReport report, TimeSpan elapsed)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"Read as {report.Encoding}, separated by {Separator(report.Separator)}. Columns: {string.Join(", ", report.Columns)}."
        );
        if (report.Ignored.Count > 0)
        {
            Console.WriteLine($"Ignored columns: {string.Join(", ", report.Ignored)}.");
        }

        if (report.Columns.Contains("created"))
        {
            Console.WriteLine(Dates(file, report.Ambiguous));
        }

        foreach (var row in report.FirstRejected)
        {
            Console.WriteLine($"Line {row.Line}: {row.Reason}");
        }

        var would = file.IsDryRun ? "would be " : "";
        Console.WriteLine(
            $"{report.New} {would}imported, {report.Known} already there, {report.Rejected} {would}rejected, {report.Blank} "
                + $"blank in {elapsed.TotalSeconds:0.0} s"
        );
        Console.WriteLine(
            file.IsDryRun ? "Dry run: nothing was written."
            : report.Rejected > 0 ? $"The rejected rows and the reasons: {file.RejectedPath}"
            : "Every row came in whole."
        );
    }

    private static string Separator(char separator) =>
        separator switch
        {
            '\t' => "tabs",
            ';' => "semicolons",
            ',' => "commas",
            _ => $"'{separator}'",
        };

    private static string Dates(TicketFile file, AmbiguousDates ambiguous) =>
        "Dates: year first, or with the month as a word; times without a zone are UTC. "
        + (
            (file.Dates, ambiguous.Rows) switch
            {
                (TicketFileDates.DayMonth, _) => "04/05/2026 is 4 May.",
                (TicketFileDates.MonthDay, _) => "04/05/2026 is 5 April.",
                (_, 0) => "No date could be two days.",
                _ => $"{ambiguous.Rows} rows have a date such as 04/05/2026: choose --dates dmy ({ambiguous.AsDayMonth} fit) "
                    + $"or --dates mdy ({ambiguous.AsMonthDay} fit).",
            }
        );

    private sealed class ProgressBar : IProgress<TicketFileProgress>
    {
        private const int Width = 30;
        private const int Step = 100;

        public void Report(TicketFileProgress value)
        {
            if (value.Rows % Step != 0 || Console.IsOutputRedirected)
            {
                return;
            }

            var done = (int)(value.Part * Width);
            Console.Write($"\r[{new string('█', done)}{new string('·', Width - done)}] {value.Rows} rows");
        }
    }
}
