using System.CommandLine;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Commands;

namespace CustomerService.Web.Commands;

/// <summary>Finds what handlers should have left behind and did not, and makes it good.</summary>
internal sealed class RepairCommand : VerbCommand
{
    private const int DefaultDays = 7;

    private readonly Option<int> _days = Words.Number("--days", "how far back to look", 1, 3650, DefaultDays);

    public RepairCommand()
        : base("repair", "makes good tickets without search words, promise, owner decision or confirmation; may be repeated") => Add(_days);

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<RepairRunner>().RunAsync(words.GetValue(_days), cancellationToken);
        foreach (var (name, count) in report.Mended)
        {
            Console.WriteLine($"{name}: {count} made good");
        }

        Console.WriteLine(
            report.Failed > 0 ? $"{report.Failed} failed; see the log"
            : report.Mended.Count == 0 ? "nothing was missing"
            : "done"
        );
        return report.Failed > 0 ? 1 : 0;
    }
}
