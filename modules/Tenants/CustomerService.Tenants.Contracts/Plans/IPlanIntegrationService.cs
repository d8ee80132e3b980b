using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Plans;

/// <summary>Plans for the module that sells them.</summary>
public interface IPlanIntegrationService : IIntegrationService
{
    /// <summary>All versions of all plans, in their order, the newest version first; texts in the current language.</summary>
    Task<IReadOnlyList<PlanDto>> GetAllAsync(CancellationToken cancellationToken = default);

    /// <summary>What a workspace has that pays nothing, or no longer.</summary>
    Task<PlanDto> GetFallbackAsync(CancellationToken cancellationToken = default);

    /// <summary>The current tenant's version of its plan.</summary>
    Task<PlanDto> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives the current tenant a plan, with the current unit of work.</summary>
    /// <param name="isGrowthStopped">
    /// Its features stay, but nothing grows beyond what a workspace that pays nothing has: an invoice is still open.
    /// </param>
    Task SubscribeAsync(Guid planId, bool isGrowthStopped, CancellationToken cancellationToken = default);
}
