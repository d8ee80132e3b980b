using System.CommandLine;
using CustomerService.Framework.Commands;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Prices;

internal sealed class SyncPricesCommand() : VerbCommand("sync", "makes or matches Stripe's products and prices; may be repeated")
{
    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var done = await services
            .GetRequiredService<TenantScope>()
            .RunAsync(null, provider => provider.GetRequiredService<PriceCatalog>().SyncAsync(cancellationToken), cancellationToken);
        System.Console.WriteLine($"{done.Made} prices made, {done.Matched} matched");
        foreach (var problem in done.Problems)
        {
            await System.Console.Error.WriteLineAsync(problem);
        }

        return done.Problems.Count > 0 ? 1 : 0;
    }
}
