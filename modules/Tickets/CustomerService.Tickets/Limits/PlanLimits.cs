using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;

namespace CustomerService.Tickets.Limits;

/// <summary>
/// What the plan still allows. A customer's request is never refused: beyond the limit it comes in and is marked, and admins are told.
/// What colleagues add themselves is refused, with the way forward.
/// </summary>
internal sealed class PlanLimits(IUsageMeter usage) : ITransientDependency
{
    /// <summary>
    /// Customers' files are taken this far beyond the limit, in hundredths: time enough for an admin to act, and an end
    /// to what one company may fill.
    /// </summary>
    private const long CustomersShare = 120;

    /// <returns>Whether one more ticket goes beyond the month's limit.</returns>
    public async Task<bool> IsOverPlanAsync(CancellationToken cancellationToken) =>
        (await usage.WatchAsync(TenantFeatures.TicketsPerMonth, 1, cancellationToken)).IsBeyond;

    /// <exception cref="BusinessException">The month's tickets are used up.</exception>
    public async Task CheckTicketAsync(CancellationToken cancellationToken)
    {
        if (await usage.WatchAsync(TenantFeatures.TicketsPerMonth, 1, cancellationToken) is { IsBeyond: true, Limit: var limit })
        {
            throw UsedUp(TicketErrorCodes.MonthUsedUp, limit);
        }
    }

    /// <exception cref="BusinessException">There is no room for another file.</exception>
    public async Task CheckStorageAsync(bool isByCustomer, CancellationToken cancellationToken)
    {
        var (limit, used) = await usage.WatchAsync(TenantFeatures.StorageMegabytes, 0, cancellationToken);
        if (isByCustomer && used * 100 >= limit * CustomersShare)
        {
            throw new BusinessException(TicketErrorCodes.NoRoomForCustomersFiles);
        }

        if (!isByCustomer && used >= limit)
        {
            throw UsedUp(TicketErrorCodes.StorageUsedUp, limit);
        }
    }

    private static BusinessException UsedUp(string code, long? limit) =>
        new BusinessException(code) { HelpUrl = FeatureCheckerExtensions.PlanUrl }.WithData("Limit", limit);
}
