using System.Collections.Concurrent;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using CustomerService.Tickets.Attachments;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Limits;

/// <summary>
/// What the plan still allows. A customer's request is never refused: beyond the limit it comes in and is marked, and admins are told.
/// What colleagues add themselves is refused, with the way forward.
/// </summary>
internal sealed class PlanLimits(
    CustomerServiceDbContext db,
    IFeatureChecker features,
    MonthlyCount months,
    ToldLimits told,
    IDistributedEventBus events,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : ITransientDependency
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>
    /// Customers' files are taken this far beyond the limit, in hundredths: time enough for an admin to act, and an end
    /// to what one company may fill.
    /// </summary>
    private const long CustomersShare = 120;

    /// <summary>Counts a customer's ticket.</summary>
    /// <returns>Whether it goes beyond the month's limit.</returns>
    public async Task<bool> TakeTicketAsync(CancellationToken cancellationToken)
    {
        if (await features.GetLimitAsync(TenantFeatures.TicketsPerMonth, cancellationToken) is not { } limit)
        {
            return false;
        }

        var count = await months.TakeAsync(db, limit, cancellationToken);
        await TellAsync(TenantFeatures.TicketsPerMonth, count, limit);
        return count > limit;
    }

    /// <exception cref="BusinessException">The month's tickets are used up.</exception>
    public async Task CheckTicketAsync(CancellationToken cancellationToken)
    {
        if (
            await features.GetLimitAsync(TenantFeatures.TicketsPerMonth, cancellationToken) is { } limit
            && await months.CountAsync(db, limit, cancellationToken) >= limit
        )
        {
            throw new BusinessException(TicketErrorCodes.MonthUsedUp).WithData("Limit", limit);
        }
    }

    /// <exception cref="BusinessException">There is no room for another file.</exception>
    public async Task CheckStorageAsync(bool isByCustomer, CancellationToken cancellationToken)
    {
        if (await features.GetLimitAsync(TenantFeatures.StorageMegabytes, cancellationToken) is not { } limit)
        {
            return;
        }

        var used = await StoredMegabytesAsync(cancellationToken);
        await TellAsync(TenantFeatures.StorageMegabytes, used, limit);
        if (isByCustomer && used * 100 >= limit * CustomersShare)
        {
            throw new BusinessException(TicketErrorCodes.NoRoomForCustomersFiles);
        }

        if (!isByCustomer && used >= limit)
        {
            throw new BusinessException(TicketErrorCodes.StorageUsedUp).WithData("Limit", limit);
        }
    }

    public async Task<long> StoredMegabytesAsync(CancellationToken cancellationToken) =>
        await db.Set<TicketAttachment>().SumAsync(a => a.Size, cancellationToken) / Megabyte;

    private async Task TellAsync(string feature, long count, long limit)
    {
        var month = Month.Of(time.GetUtcNow().UtcDateTime).ToString();
        if (
            PlanLimitReachedEto.LevelOf(count, limit) is { } percent
            && (db.TenantKey, feature, month, percent, limit) is var occasion
            && !told.Contains(occasion)
        )
        {
            await events.PublishAsync(new PlanLimitReachedEto(feature, percent, limit, month));
            unitOfWorkManager.Current!.OnCompleted(() =>
            {
                told.Remember(occasion);
                return Task.CompletedTask;
            });
        }
    }
}

/// <summary>Keeps this node from raising the same event with each ticket; that nobody is told twice is the handler's affair.</summary>
internal sealed class ToldLimits : ISingletonDependency
{
    private const int MaxRemembered = 10_000;
    private readonly ConcurrentDictionary<(Guid, string, string, int, long), bool> _told = new();

    public bool Contains((Guid TenantKey, string Feature, string Month, int Percent, long Limit) occasion) => _told.ContainsKey(occasion);

    public void Remember((Guid TenantKey, string Feature, string Month, int Percent, long Limit) occasion)
    {
        if (_told.Count > MaxRemembered)
        {
            _told.Clear();
        }

        _told[occasion] = true;
    }
}

/// <param name="Feature">The plan feature that limits it.</param>
/// <param name="Percent">80 or 100.</param>
[EventName("tickets.plan-limit-reached")]
internal sealed record PlanLimitReachedEto(string Feature, int Percent, long Limit, string Month)
{
    private const int Near = 80;
    private const int Full = 100;

    /// <returns>null while there is plenty left.</returns>
    public static int? LevelOf(long count, long limit) =>
        count >= limit ? Full
        : count * 100 >= limit * Near ? Near
        : null;
}
