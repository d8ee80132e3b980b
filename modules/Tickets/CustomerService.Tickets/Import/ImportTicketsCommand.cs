using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using CustomerService.Framework.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Import;

/// <summary>Brings tickets in from a table, or says in a dry run what would happen.</summary>
internal sealed class ImportTicketsCommand : VerbCommand
{
    private readonly Argument<string> _file = Words.ExistingFile("FILE.csv", "columns subject, body, requester, channel, created, tags");
    private readonly Option<string> _tenant = Words.Tenant();
    private readonly Option<bool> _isDryRun = new("--dry-run") { Description = "says what would happen" };
    private readonly Option<TicketFileDates?> _dates = new("--dates")
    {
        HelpName = "dmy|mdy",
        Description = "whether 04/05/2026 is 4 May or 5 April",
        CustomParser = DatesOf,
    };
    private readonly Option<string> _encoding = new("--encoding") { HelpName = "NAME", Description = "where it is not recognized" };

    public ImportTicketsCommand()
        : base("tickets", "brings tickets in; rows that cannot come are written to FILE.rejected.csv with the reason")
    {
        Add(_file);
        Add(_tenant);
        Add(_isDryRun);
        Add(_dates);
        Add(_encoding);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = words.GetRequiredValue(_file);
        var tenant = await Words.FindTenantAsync(words.GetRequiredValue(_tenant), services, cancellationToken);
        var file = new TicketFile(
            tenant.Id,
            path,
            Path.ChangeExtension(path, ".rejected.csv"),
            words.GetValue(_dates),
            words.GetValue(_encoding),
            words.GetValue(_isDryRun)
        );
        var watch = Stopwatch.StartNew();
        await using var scope = services.CreateAsyncScope();
        var report = await scope
            .ServiceProvider.GetRequiredService<ITicketFileImporter>()
            .ImportAsync(file, new ProgressBar(), cancellationToken);
        Tell(file, report, watch.Elapsed);
        return 0;
    }

    private static TicketFileDates? DatesOf(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "dmy":
                return TicketFileDates.DayMonth;
            case "mdy":
                return TicketFileDates.MonthDay;
            default:
                result.AddError($"--dates {result.Tokens[0].Value} is unknown: dmy reads 04/05/2026 as 4 May, mdy as 5 April.");
                return null;
        }
    }

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
