using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Sla.Calendars;

namespace CustomerService.Web.Commands;

/// <summary>
/// Proves calendars against cases with known answers. It needs no database, and reckons with the same arithmetic as
/// every promise.
/// </summary>
internal sealed class CheckCalendarCommand : VerbCommand
{
    private const int ShownDifferences = 20;

    private readonly Argument<string> _cases = Words.ExistingFile("CASES.json", "cases of business time");
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "RESULTS.json",
        Description = "where the answers go",
        Required = true,
    };

    public CheckCalendarCommand()
        : base("check", "answers each case of business time, and counts how many agree with what they expect")
    {
        Add(_cases);
        Add(_out);
    }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = words.GetRequiredValue(_cases);
        var target = words.GetRequiredValue(_out);
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
