using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Plans;

/// <summary>A company's own plan, and the way to another one. The operator switches it: no money is moved here.</summary>
public interface IPlanAppService : IApplicationService
{
    Task<TenantPlanDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Tells the operator which plan is wanted; asking for the present one takes the wish back.</summary>
    Task WantAsync(WantPlanInput input, CancellationToken cancellationToken = default);
}

public sealed class WantPlanInput
{
    [Required, StringLength(32)]
    public string Plan { get; set; } = "";
}

/// <param name="WantedPlan">Asked for and not switched to yet, or null.</param>
public sealed record TenantPlanDto(string Plan, string? WantedPlan, IReadOnlyList<TenantUsageDto> Usage);
