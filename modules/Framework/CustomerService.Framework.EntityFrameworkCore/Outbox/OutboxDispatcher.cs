using CustomerService.Framework.Data;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>
/// Delivers committed events to their handlers: at least once, and handled once by the inbox row in each handler's
/// transaction. Messages of one tenant and event travel together, handler after handler, so that a burst costs a
/// transaction for each handler and not for each message. A handler that fails gets a copy of the message for itself
/// and tries it again in its own time; it alone waits, for later events of that stream too, and until the copy is
/// handled or dead-lettered.
/// </summary>
internal sealed class OutboxDispatcher(
    QueueClaim claim,
    EventCatalog events,
    TenantScope tenants,
    WorkSpans spans,
    HandlersBehind handlersBehind,
    Parallelism parallelism,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger
) : IQueueWorker
{
    public const int BatchSize = 100;

    /// <summary>Ten share what a transaction costs, and hold their locks no longer than a person would notice.</summary>
    private const int TogetherAtMost = 10;

    private const string FirstOfItsStream = """
        and not exists (
            select 1 from "OutboxMessages" p
            where p."TenantId" = q."TenantId" and p."StreamId" = q."StreamId" and p."EventId" < q."EventId"
                and p."Handler" = q."Handler" and p."State" = 'Pending')
        """;

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        var messages = await claim.TakeAsync<OutboxMessage>(
            "OutboxMessages",
            nameof(OutboxMessage.NextAttempt),
            FirstOfItsStream,
            BatchSize,
            cancellationToken
        );
        var behind = await handlersBehind.GetAsync(messages, cancellationToken);
        var deliveries = messages
            .OrderBy(m => m.EventId)
            .GroupBy(m => (m.TenantId, m.EventName, m.Handler))
            .SelectMany(g => g.Chunk(TogetherAtMost))
            .Select(m => new Delivery(m, behind));
        await Parallel.ForEachAsync(
            deliveries,
            parallelism.Options(cancellationToken),
            async (delivery, token) => await DeliverAsync(delivery, token)
        );
        return messages.Count;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<EventHandlerInvoker> handlers = [.. events.HandlersOf(delivery.EventName).Where(delivery.IsFor)];
            foreach (var handler in handlers)
            {
                await DeliverAsync(delivery, handler, handler == handlers[^1], cancellationToken);
            }

            if (handlers.Count == 0)
            {
                // An event or a handler that this version no longer knows.
                await tenants.RunAsync(delivery.TenantId, provider => EndAsync(provider, delivery.Messages), cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Not even the copy could be written: another node has them, or the database is away. Their lease ends by itself.
            logger.LogError(
                e,
                "{Count} events {EventName} of tenant {TenantId} wait",
                delivery.Messages.Count,
                delivery.EventName,
                delivery.TenantId
            );
        }
    }

    /// <summary>All at once; when one fails, one by one; and that one once more, for many failures are a lost race.</summary>
    private async Task DeliverAsync(Delivery delivery, EventHandlerInvoker handler, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await spans.RunAsync(
                "event " + handler.Name,
                delivery.TenantId,
                () => HandleOnceAsync(delivery, handler, delivery.Messages, isLast, cancellationToken)
            );
            return;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogInformation(
                e,
                "{Handler} gets {Count} events {EventName} of tenant {TenantId} once more, one by one",
                handler.Name,
                delivery.Messages.Count,
                delivery.EventName,
                delivery.TenantId
            );
        }

        foreach (var message in delivery.Messages)
        {
            try
            {
                await spans.RunAsync(
                    "event " + handler.Name,
                    delivery.TenantId,
                    () => HandleOnceAsync(delivery, handler, [message], isLast, cancellationToken)
                );
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                await RememberFailureAsync(message, handler, isLast, e, cancellationToken);
            }
        }
    }

    private Task HandleOnceAsync(
        Delivery delivery,
        EventHandlerInvoker handler,
        IReadOnlyList<OutboxMessage> messages,
        bool isLast,
        CancellationToken cancellationToken
    ) =>
        tenants.RunAsync(
            delivery.TenantId,
            async provider =>
            {
                var (db, unitOfWork) = (
                    provider.GetRequiredService<CustomerServiceDbContext>(),
                    provider.GetRequiredService<IUnitOfWorkManager>().Current!
                );

                // Asked once for all handlers. Should another node take a message over meanwhile, the inbox row's key lets only one commit.
                delivery.Done ??= await GetDoneAsync(db, delivery.Messages, cancellationToken);
                foreach (var message in messages.Where(m => !delivery.Done.Contains((m.Id, handler.Name))))
                {
                    db.Add(DoneRow(message, handler));
                    if (delivery.IsBehind(message, handler))
                    {
                        db.Add(message.CopyFor(handler.Name, time.GetUtcNow().UtcDateTime));
                        continue;
                    }

                    await handler.InvokeAsync(provider.GetRequiredService(handler.HandlerType), events.Read(message), cancellationToken);
                    if (message != messages[^1])
                    {
                        // The next one must find what this one wrote.
                        await unitOfWork.SaveChangesAsync(cancellationToken);
                    }
                }

                if (isLast)
                {
                    await EndAsync(provider, messages);
                }
            },
            cancellationToken
        );

    /// <summary>A copy rests longer; a message that goes to all leaves a copy for this handler, and goes on without it.</summary>
    private Task RememberFailureAsync(
        OutboxMessage message,
        EventHandlerInvoker handler,
        bool isLast,
        Exception error,
        CancellationToken cancellationToken
    )
    {
        logger.LogError(
            error,
            "{Handler} failed for event {EventName} {EventId} of tenant {TenantId}, attempt {Attempt}",
            handler.Name,
            message.EventName,
            message.EventId,
            message.TenantId,
            message.Attempts + 1
        );
        var now = time.GetUtcNow().UtcDateTime;
        return tenants.RunAsync(
            message.TenantId,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                if (message.Handler != OutboxMessage.AllHandlers)
                {
                    await db.RememberFailureAsync(message, error, now, cancellationToken);
                    return;
                }

                var copy = message.CopyFor(handler.Name, now);
                copy.RememberFailure(error, now);
                db.AddRange(DoneRow(message, handler), copy);
                if (isLast)
                {
                    await EndAsync(provider, [message]);
                }
            },
            cancellationToken
        );
    }

    private InboxMessage DoneRow(OutboxMessage message, EventHandlerInvoker handler) =>
        new()
        {
            MessageId = message.Id,
            Handler = handler.Name,
            Time = time.GetUtcNow().UtcDateTime,
        };

    private static async Task<HashSet<(Guid MessageId, string Handler)>> GetDoneAsync(
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
    private sealed class Delivery(
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlySet<(Guid TenantId, Guid StreamId, string Handler)> behind
    )
    {
        public IReadOnlyList<OutboxMessage> Messages { get; } = messages;

        public Guid TenantId => Messages[0].TenantId;

        public string EventName => Messages[0].EventName;

        /// <summary>What an earlier delivery reached; null until asked.</summary>
        public HashSet<(Guid MessageId, string Handler)>? Done { get; set; }

        public bool IsFor(EventHandlerInvoker handler) =>
            Messages[0].Handler == OutboxMessage.AllHandlers || Messages[0].Handler == handler.Name;

        /// <summary>The handler still has a copy of an earlier event of the stream: this one must wait behind it.</summary>
        public bool IsBehind(OutboxMessage message, EventHandlerInvoker handler) =>
            message.Handler == OutboxMessage.AllHandlers && behind.Contains((message.TenantId, message.StreamId, handler.Name));
    }
}
