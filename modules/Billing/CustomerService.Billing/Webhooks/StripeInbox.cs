using CustomerService.Billing.Calls;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Billing.Webhooks;

internal enum Taken
{
    New,
    Known,

    /// <summary>Says nothing new; not written down.</summary>
    Ignored,

    /// <summary>About a customer whom no company here is known for; kept for the operator.</summary>
    Unmatched,
}

/// <summary>
/// Writes down that Stripe told something, and that its company's state is to be read, in one transaction. The unique
/// id of the event makes the second time, on any node, an answer and nothing else.
/// </summary>
internal sealed class StripeInbox(TenantScope scopes, AccountBook book, TimeProvider time, ILogger<StripeInbox> logger)
    : ITransientDependency
{
    public async Task<Taken> TakeAsync(IncomingEvent incoming, CancellationToken cancellationToken)
    {
        if (incoming.IsEcho)
        {
            return Taken.Ignored;
        }

        var tenantId = incoming.CustomerId is { } customer ? await book.FindTenantAsync(customer, cancellationToken) : null;
        if (await IsKnownAsync(incoming.Id, cancellationToken))
        {
            return Taken.Known;
        }

        try
        {
            await scopes.RunAsync(
                tenantId,
                provider =>
                {
                    provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .Add(new StripeEvent(incoming, tenantId, time.GetUtcNow().UtcDateTime));
                    if (tenantId is not null)
                    {
                        provider.GetRequiredService<CallQueue>().QueueRead();
                    }

                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            // It came twice at once; if it was something else, Stripe tells it again.
            if (await IsKnownAsync(incoming.Id, cancellationToken))
            {
                return Taken.Known;
            }

            throw;
        }

        if (tenantId is null && incoming.CustomerId is not null)
        {
            logger.LogWarning("Stripe told {Type} ({Event}) about a customer whom no company is known for", incoming.Type, incoming.Id);
            return Taken.Unmatched;
        }

        return Taken.New;
    }

    private Task<bool> IsKnownAsync(string eventId, CancellationToken cancellationToken) =>
        scopes.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<StripeEvent>()
                    .AnyAsync(e => e.EventId == eventId, cancellationToken),
            cancellationToken
        );
}
