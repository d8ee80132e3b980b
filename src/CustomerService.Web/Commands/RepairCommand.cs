using System.Globalization;
using CustomerService.Framework.BackgroundJobs;

namespace CustomerService.Web.Commands;

/// <summary>Finds what handlers should have left behind and did not, and makes it good.</summary>
internal sealed class RepairCommand : ICommand
{
    private const int DefaultDays = 7;

    public string Verb => "repair";

    public string Help =>
        $"[--days {DefaultDays}] – finds tickets without search words, promise, owner decision or confirmation, and makes it "
        + $"good; may be repeated";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var days =
            int.TryParse(arguments.Find("days") ?? $"{DefaultDays}", CultureInfo.InvariantCulture, out var asked)
            && asked is > 0 and <= 3650
                ? asked
                : throw new CommandUsageException("--days is a number from 1 to 3650.");
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<RepairRunner>().RunAsync(days, cancellationToken);
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
