using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>Delivers committed events to their handlers: at least once, and handled once by the inbox row in each handler's transaction. The last handler's also ends the message.</summary>
internal sealed class OutboxDispatcher(QueueClaim claim, EventCatalog events, TenantScope tenants, Parallelism parallelism, TimeProvider time, ILogger<OutboxDispatcher> logger)
{
    public const int BatchSize = 100;
    private const int MaxAttempts = 10;

    private const string FirstOfItsStream =
        """and not exists (select 1 from "OutboxMessages" p where p."TenantId" = q."TenantId" and p."StreamId" = q."StreamId" and p."Id" < q."Id" and p."State" = 'Pending')""";

    /// <returns>How many messages were tried; 0 when nothing was due.</returns>
    public async Task<int> DispatchBatchAsync(CancellationToken cancellationToken)
    {
        var messages = await claim.TakeAsync<OutboxMessage>("OutboxMessages", nameof(OutboxMessage.NextAttempt), FirstOfItsStream, BatchSize, cancellationToken);
        await Parallel.ForEachAsync(messages, parallelism.Options(cancellationToken), async (message, token) => await DeliverAsync(message, token));
        return messages.Count;
    }

    private async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = new Delivery(message);
            if (events.Read(message) is { } eto)
            {
                var handlers = events.DistributedHandlersOf(eto.GetType()).ToList();
                foreach (var handler in handlers)
                {
                    await HandleOnceAsync(delivery, eto, handler, handler == handlers[^1], cancellationToken);
                }
            }

            if (!delivery.IsEnded)
            {
                await tenants.RunAsync(message.TenantId, provider => provider.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>()
                    .Where(m => m.Id == message.Id && m.LeaseId == message.LeaseId).ExecuteDeleteAsync(cancellationToken), cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "Event {EventName} {MessageId} of tenant {TenantId} failed, attempt {Attempt}", message.EventName, message.Id, message.TenantId, message.Attempts + 1);
            await RememberFailureAsync(message, e, cancellationToken);
        }
    }

    private async Task HandleOnceAsync(Delivery delivery, object eto, EventHandlerInvoker handler, bool isLast, CancellationToken cancellationToken)
    {
        if (delivery.Handled?.Contains(handler.Name) == true)
        {
            return;
        }

        var message = delivery.Message;
        var endsHere = false;
        await tenants.RunAsync(message.TenantId, async provider =>
        {
            var db = provider.GetRequiredService<CustomerServiceDbContext>();

            // Asked once for all handlers. Should another node take the message over meanwhile, the inbox row's key lets only one of us commit.
            delivery.Handled ??= await db.Set<InboxMessage>().Where(i => i.MessageId == message.Id).Select(i => i.Handler).ToHashSetAsync(cancellationToken);
            if (delivery.Handled.Contains(handler.Name))
            {
                return;
            }

            db.Add(new InboxMessage { MessageId = message.Id, Handler = handler.Name, Time = time.GetUtcNow().UtcDateTime });
            await handler.InvokeAsync(provider.GetRequiredService(handler.HandlerType), eto, cancellationToken);
            if (isLast)
            {
                db.Remove(message);
                endsHere = true;
            }
        }, cancellationToken);
        delivery.IsEnded |= endsHere;
    }

    private Task RememberFailureAsync(OutboxMessage message, Exception error, CancellationToken cancellationToken) =>
        tenants.RunAsync(message.TenantId, provider =>
        {
            var attempts = message.Attempts + 1;
            return provider.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>()
                .Where(m => m.Id == message.Id && m.LeaseId == message.LeaseId)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(m => m.Attempts, attempts)
                    .SetProperty(m => m.Error, Backoff.Describe(error))
                    .SetProperty(m => m.State, attempts >= MaxAttempts ? QueueState.Failed : QueueState.Pending)
                    .SetProperty(m => m.NextAttempt, time.GetUtcNow().UtcDateTime + Backoff.After(attempts))
                    .SetProperty(m => m.LeaseId, (Guid?)null)
                    .SetProperty(m => m.LeaseUntil, (DateTime?)null), cancellationToken);
        }, cancellationToken);

    /// <summary>What is known of a message while its handlers run one after the other.</summary>
    private sealed class Delivery(OutboxMessage message)
    {
        public OutboxMessage Message { get; } = message;

        /// <summary>Handlers that an earlier delivery reached; null until asked.</summary>
        public HashSet<string>? Handled { get; set; }

        /// <summary>The last handler's transaction has deleted the message.</summary>
        public bool IsEnded { get; set; }
    }
}
