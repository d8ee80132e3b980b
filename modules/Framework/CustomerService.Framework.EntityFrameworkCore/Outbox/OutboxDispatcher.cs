using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>
/// Delivers committed events to their handlers: at least once, and handled once by the inbox row in each handler's transaction; the last
/// handler's also ends the message. Messages of one tenant and event travel together, so that a burst costs a
/// transaction for each handler and
/// not for each message. When one of them fails they go again one by one, and only it waits for another attempt.
/// </summary>
internal sealed class OutboxDispatcher(
    QueueClaim claim,
    EventCatalog events,
    TenantScope tenants,
    Parallelism parallelism,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger
) : IQueueWorker
{
    public const int BatchSize = 100;

    /// <summary>Ten share what a transaction costs, and hold their locks no longer than a person would notice.</summary>
    private const int TogetherAtMost = 10;

    private const string FirstOfItsStream =
        """and not exists (select 1 from "OutboxMessages" p where p."TenantId" = q."TenantId" and p."StreamId" = q."StreamId" and p."Id" < q."Id" and p."State" = 'Pending')""";

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        var messages = await claim.TakeAsync<OutboxMessage>(
            "OutboxMessages",
            nameof(OutboxMessage.NextAttempt),
            FirstOfItsStream,
            BatchSize,
            cancellationToken
        );
        var deliveries = messages
            .OrderBy(m => m.Id)
            .GroupBy(m => (m.TenantId, m.EventName))
            .SelectMany(g => g.Chunk(TogetherAtMost))
            .Select(m => new Delivery(m));
        await Parallel.ForEachAsync(
            deliveries,
            parallelism.Options(cancellationToken),
            async (delivery, token) => await DeliverAsync(delivery, token)
        );
        return messages.Count;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var messages = delivery.Messages;
        try
        {
            var handlers = events.HandlersOf(delivery.EventName);
            foreach (var handler in handlers)
            {
                await tenants.RunAsync(
                    delivery.TenantId,
                    provider => HandleOnceAsync(delivery, handler, handler == handlers[^1], provider, cancellationToken),
                    cancellationToken
                );
            }

            if (handlers.Count == 0)
            {
                // An event that this version no longer knows.
                await tenants.RunAsync(delivery.TenantId, provider => EndAsync(provider, messages), cancellationToken);
            }
        }
        catch (Exception e) when (messages.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            logger.LogInformation(
                e,
                "{Count} events {EventName} of tenant {TenantId} go again one by one",
                messages.Count,
                delivery.EventName,
                delivery.TenantId
            );
            foreach (var message in messages)
            {
                await DeliverAsync(new Delivery([message]), cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var message = messages[0];
            logger.LogError(
                e,
                "Event {EventName} {MessageId} of tenant {TenantId} failed, attempt {Attempt}",
                message.EventName,
                message.Id,
                message.TenantId,
                message.Attempts + 1
            );
            await tenants.RunAsync(
                message.TenantId,
                provider =>
                    provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .RememberFailureAsync(message, e, time.GetUtcNow().UtcDateTime, cancellationToken),
                cancellationToken
            );
        }
    }

    private async Task HandleOnceAsync(
        Delivery delivery,
        EventHandlerInvoker handler,
        bool isLast,
        IServiceProvider provider,
        CancellationToken cancellationToken
    )
    {
        var (db, unitOfWork) = (provider.GetRequiredService<CustomerServiceDbContext>(), provider.GetRequiredService<IUnitOfWork>());

        // Asked once for all handlers. Should another node take a message over meanwhile, the inbox row's key lets only one of us commit.
        delivery.Handled ??= await GetHandledAsync(db, delivery.Messages, cancellationToken);
        foreach (var message in delivery.Messages.Where(m => !delivery.Handled.Contains((m.Id, handler.Name))))
        {
            db.Add(
                new InboxMessage
                {
                    MessageId = message.Id,
                    Handler = handler.Name,
                    Time = time.GetUtcNow().UtcDateTime,
                }
            );
            await handler.InvokeAsync(provider.GetRequiredService(handler.HandlerType), events.Read(message), cancellationToken);
            if (message != delivery.Messages[^1])
            {
                // The next one must find what this one wrote.
                await unitOfWork.SaveChangesAsync(cancellationToken);
            }
        }

        if (isLast)
        {
            await EndAsync(provider, delivery.Messages);
        }
    }

    private static async Task<HashSet<(Guid MessageId, string Handler)>> GetHandledAsync(
        CustomerServiceDbContext db,
        IReadOnlyList<OutboxMessage> messages,
        CancellationToken cancellationToken
    )
    {
        var ids = messages.Select(m => m.Id).ToList();
        var rows = await db.Set<InboxMessage>()
            .Where(i => ids.Contains(i.MessageId))
            .Select(i => new { i.MessageId, i.Handler })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.MessageId, r.Handler))];
    }

    private static Task EndAsync(IServiceProvider provider, IReadOnlyList<OutboxMessage> messages)
    {
        provider.GetRequiredService<CustomerServiceDbContext>().RemoveRange(messages);
        return Task.CompletedTask;
    }

    /// <summary>Messages of one tenant and event while their handlers run one after the other.</summary>
    private sealed class Delivery(IReadOnlyList<OutboxMessage> messages)
    {
        public IReadOnlyList<OutboxMessage> Messages { get; } = messages;

        public Guid TenantId => Messages[0].TenantId;

        public string EventName => Messages[0].EventName;

        /// <summary>What an earlier delivery reached; null until asked.</summary>
        public HashSet<(Guid MessageId, string Handler)>? Handled { get; set; }
    }
}
