using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerService.Knowledge.Search;

/// <summary>Brings large indexes into memory after a start, before somebody asks; small ones are made in the time of a question.</summary>
internal sealed class IndexWarmer(IServiceScopeFactory scopes, KnowledgeIndexes indexes, ILogger<IndexWarmer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server serves first.
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<TenantIterator>()
                .RunAsync(
                    async provider =>
                    {
                        if (await provider.GetRequiredService<IndexSnapshots>().ExistsAsync(stoppingToken))
                        {
                            await indexes.ReadAsync(
                                provider.GetRequiredService<CustomerServiceDbContext>(),
                                index => index.Alive,
                                stoppingToken
                            );
                        }
                    },
                    stoppingToken
                );
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Some search indexes were not made ready; the first question makes them.");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await indexes.SettleAsync().WaitAsync(cancellationToken);
    }
}
