using System.CommandLine;
using CustomerService.Framework.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Bookkeeping;

internal sealed class ReconcileCommand() : VerbCommand("reconcile", "compares every account with Stripe and repairs it; may be repeated")
{
    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Reconciler>().RunAsync(cancellationToken) is not { } report)
        {
            await Console.Error.WriteLineAsync("another comparison is under way");
            return 1;
        }

        report.Findings.ForEach(Console.WriteLine);
        Console.WriteLine(
            $"{report.Checked} of {report.Total} accounts compared, {report.Repaired} repaired, {report.Failed} failed; "
                + $"{report.Recovered} events recovered"
        );
        return report.Failed > 0 ? 1 : 0;
    }
}
