using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Tenants;

/// <summary>The host operator's view of all tenants.</summary>
public interface IHostTenantAppService : IApplicationService
{
    /// <summary>By name, in pages of 50.</summary>
    Task<PagedResult<HostTenantDto>> GetListAsync(GetHostTenantsInput input, CancellationToken cancellationToken = default);

    /// <summary>People, tickets, storage of one tenant, as far as the modules count them.</summary>
    Task<IReadOnlyList<TenantUsageDto>> GetUsageAsync(Guid id, CancellationToken cancellationToken = default);

    Task SuspendAsync(Guid id, CancellationToken cancellationToken = default);

    Task ReopenAsync(Guid id, CancellationToken cancellationToken = default);

    Task SetPlanAsync(Guid id, SetPlanInput input, CancellationToken cancellationToken = default);
}

public sealed class GetHostTenantsInput
{
    [StringLength(100)]
    public string? Search { get; set; }

    public TenantState? State { get; set; }

    [StringLength(200)]
    public string? After { get; set; }
}

public sealed class SetPlanInput
{
    [Required, StringLength(32)]
    public string Plan { get; set; } = "";
}

/// <param name="WantedPlan">The plan that the company has asked for; null when it wants none but its own.</param>
public sealed record HostTenantDto(
    Guid Id,
    string Slug,
    string Name,
    string Url,
    string Plan,
    string? WantedPlan,
    string Language,
    TenantState State,
    DateTime CreationTime
);

/// <param name="Key">Localization key of what is counted: <c>Tenants.Usage.Staff</c>.</param>
/// <param name="Limit">The plan's, or null.</param>
public sealed record TenantUsageDto(string Key, long Count, long? Limit);

/// <param name="Feature">Name of the plan feature that limits it, or null.</param>
public sealed record TenantUsage(string Key, long Count, string? Feature = null);
