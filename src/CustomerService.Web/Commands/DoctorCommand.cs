using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Framework.Diagnostics;

namespace CustomerService.Web.Commands;

/// <summary>Looks at everything that an installation needs and says what to do.</summary>
internal sealed class DoctorCommand : VerbCommand
{
    public DoctorCommand()
        : base("doctor", "checks database, mail, time zones, keys and jobs, and says what to do") { }

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var worst = DoctorVerdict.Ok;
        foreach (var check in services.GetServices<IDoctorCheck>())
        {
            var result = await RunAsync(check, cancellationToken);
            worst = result.Verdict > worst ? result.Verdict : worst;
            Console.WriteLine($"{Mark(result.Verdict)} {check.Name}: {result.Finding}");
            if (result.Advice is not null)
            {
                Console.WriteLine($"       → {result.Advice}");
            }
        }

        return worst == DoctorVerdict.Failed ? 1 : 0;
    }

    private static async Task<DoctorResult> RunAsync(IDoctorCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return DoctorResult.Fail(e.Message, "Mend what the message names, then run the doctor again.");
        }
    }

    private static string Mark(DoctorVerdict verdict) =>
        verdict switch
        {
            DoctorVerdict.Ok => "[ ok ]",
            DoctorVerdict.Warning => "[warn]",
            _ => "[FAIL]",
        };
}
