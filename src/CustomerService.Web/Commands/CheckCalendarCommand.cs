using CustomerService.Sla.Calendars;

namespace CustomerService.Web.Commands;

/// <summary>
/// Proves calendars against cases with known answers. It needs no database, and reckons with the same arithmetic as
/// every promise.
/// </summary>
internal sealed class CheckCalendarCommand : ICommand
{
    private const int ShownDifferences = 20;

    public string Verb => "calendar check";

    public string Help =>
        "CASES.json --out RESULTS.json – answers each case of business time, and counts how many agree with what they expect";

    public async Task<int> RunAsync(CommandArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = arguments.Words.FirstOrDefault() ?? throw new CommandUsageException("Name the file of cases.");
        var target = arguments.Require("out");
        if (!File.Exists(path))
        {
            throw new CommandUsageException($"{path} is not there.");
        }

        var check = services.GetRequiredService<ICalendarChecker>().Check(await File.ReadAllTextAsync(path, cancellationToken));
        await File.WriteAllTextAsync(target, check.Answers, cancellationToken);
        foreach (var difference in check.Differences.Take(ShownDifferences))
        {
            Console.WriteLine(difference);
        }

        if (check.Differences.Count > ShownDifferences)
        {
            Console.WriteLine($"… and {check.Differences.Count - ShownDifferences} more that do not agree.");
        }

        Console.WriteLine($"{check.Agreeing} of {check.Expecting} agree. {check.Cases} cases answered in {target}.");
        return 0;
    }
}
