using CustomerService.Framework.Application;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Plans;

/// <summary>A company's own plan, and the way to another one. The operator switches it: no money is moved here.</summary>
public interface IPlanAppService : IApplicationService
{
    /// <summary>The public plans, in their order.</summary>
    Task<OfferedPlansDto> GetOfferedAsync(CancellationToken cancellationToken = default);

    /// <summary>What the company has, uses, and used in the last twelve months.</summary>
    Task<TenantPlanDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>What is near its limit or beyond it; empty while there is plenty left.</summary>
    Task<IReadOnlyList<TenantUsageDto>> GetShortagesAsync(CancellationToken cancellationToken = default);

    /// <summary>Tells the operator which plan is wanted; asking for the present one takes the wish back.</summary>
    Task WantAsync(WantPlanInput input, CancellationToken cancellationToken = default);
}

public sealed class WantPlanInput
{
    public Guid PlanId { get; set; }
}

/// <param name="Features">What plans differ in, in the order in which it is shown.</param>
/// <param name="ShowsPrices">false where the installation takes no money.</param>
public sealed record OfferedPlansDto(IReadOnlyList<PlanDto> Plans, IReadOnlyList<PlanFeatureDto> Features, bool ShowsPrices);

/// <param name="Name">Its texts are <c>Feature.{Name}</c> and so on.</param>
/// <param name="DefaultValue">Where a plan says nothing of it.</param>
/// <param name="IsSize">A limit in megabytes.</param>
public sealed record PlanFeatureDto(string Name, bool IsLimit, string DefaultValue, bool IsSize = false);

/// <param name="Wanted">Asked for and not switched to yet, or null.</param>
/// <param name="Larger">What can be asked for: the public plans that come after the present one.</param>
public sealed record TenantPlanDto(PlanDto Plan, PlanDto? Wanted, IReadOnlyList<PlanDto> Larger, IReadOnlyList<UsageHistoryDto> Usage);

/// <param name="Months">Oldest first; the last one is the present.</param>
public sealed record UsageHistoryDto(TenantUsageDto Now, IReadOnlyList<UsageMonthDto> Months);

/// <param name="Month">Its first day.</param>
public sealed record UsageMonthDto(DateOnly Month, long Count);
