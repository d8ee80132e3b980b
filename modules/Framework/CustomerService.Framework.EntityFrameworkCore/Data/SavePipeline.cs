using CustomerService.Framework.Data;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Metering;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// What happens around every save: local events first, then stamps, audit and outbox rows in the same transaction;
/// another tenant's row is refused.
/// </summary>
internal sealed class SavePipeline(
    IServiceProvider services,
    ICurrentUser user,
    TimeProvider time,
    EventCatalog events,
    IHttpContextAccessor http,
    UsageJournal usage
) : SaveChangesInterceptor
{
    /// <summary>Handlers that raise events for each other without end are a bug, not a reason to hang.</summary>
    private const int MaxLocalEventRounds = 16;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CustomerServiceDbContext context)
        {
            await HandleLocalEventsAsync(context, cancellationToken);
            var now = time.GetUtcNow().UtcDateTime;
            Stamp(context, now);
            context.AddRange(AuditTrail.Of(context, now, user, http.HttpContext?.Connection.RemoteIpAddress?.ToString()));
            AddToOutbox(context, now);
            usage.Write(context, services.GetRequiredService<IUnitOfWorkManager>().Current, now);
            RefuseOtherTenants(context);
            RefuseRewriting(context);
        }

        return result;
    }

    private async Task HandleLocalEventsAsync(CustomerServiceDbContext context, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxLocalEventRounds; round++)
        {
            var raised = context.ChangeTracker.Entries<AuditedAggregateRoot>().Where(e => e.Entity.LocalEvents.Count > 0).ToList();
            if (raised.Count == 0)
            {
                return;
            }

            foreach (var aggregate in raised.Select(e => e.Entity))
            {
                var localEvents = aggregate.LocalEvents.ToList();
                aggregate.ClearLocalEvents();
                foreach (var localEvent in localEvents)
                {
                    foreach (var handler in events.LocalHandlersOf(localEvent.GetType()))
                    {
                        await handler.InvokeAsync(services.GetRequiredService(handler.HandlerType), localEvent, cancellationToken);
                    }
                }
            }
        }

        throw new InvalidOperationException("Local events keep raising local events.");
    }

    private void Stamp(CustomerServiceDbContext context, DateTime now)
    {
        foreach (var entry in context.ChangeTracker.Entries<AuditedAggregateRoot>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                entry.Entity.Stamp(now, user.Id, entry.State == EntityState.Added);
            }
        }
    }

    private void AddToOutbox(CustomerServiceDbContext context, DateTime now)
    {
        foreach (
            var aggregate in context
                .ChangeTracker.Entries<AuditedAggregateRoot>()
                .Where(e => e.Entity.DistributedEvents.Count > 0)
                .Select(e => e.Entity)
                .ToList()
        )
        {
            foreach (var eto in aggregate.DistributedEvents)
            {
                if (events.Write(eto, now) is { } message)
                {
                    context.Add(message);
                }
            }

            aggregate.ClearDistributedEvents();
        }
    }

    private static void RefuseOtherTenants(CustomerServiceDbContext context)
    {
        if (context.CurrentTenant.Key != context.TenantKey)
        {
            throw new InvalidOperationException(
                "The current tenant changed after this DbContext was made. Take a new scope inside ICurrentTenant.Change."
            );
        }

        foreach (var entry in context.ChangeTracker.Entries<IMultiTenant>())
        {
            if (
                entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && entry.Entity.TenantId != context.TenantKey
            )
            {
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} of another tenant cannot be written here.");
            }
        }
    }

    private static void RefuseRewriting(CustomerServiceDbContext context)
    {
        var changed = context
            .ChangeTracker.Entries<IAppendOnly>()
            .FirstOrDefault(e => e.State is EntityState.Modified or EntityState.Deleted);
        if (changed is not null)
        {
            throw new InvalidOperationException($"{changed.Metadata.ClrType.Name} is written once and never changed.");
        }
    }
}
