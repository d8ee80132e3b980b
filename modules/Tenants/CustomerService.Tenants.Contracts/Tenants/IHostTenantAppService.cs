using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Tenants;

/// <summary>The host operator's view of all tenants.</summary>
public interface IHostTenantAppService : IApplicationService
{
    /// <summary>By name, in pages of 50, with what each uses.</summary>
    Task<PagedResult<HostTenantDto>> GetListAsync(GetHostTenantsInput input, CancellationToken cancellationToken = default);

    /// <summary>What one tenant uses of its limits.</summary>
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
    public Guid PlanId { get; set; }
}

/// <param name="Terms">What a stranger accepted who opened it; null when nothing was asked.</param>
/// <param name="WantedPlan">The plan that the company has asked for; null when it wants none but its own.</param>
public sealed record HostTenantDto(
    Guid Id,
    string Slug,
    string Name,
    string Url,
    PlanRefDto Plan,
    PlanRefDto? WantedPlan,
    string Language,
    TenantState State,
    DateTime CreationTime,
    IReadOnlyList<TenantUsageDto> Usage,
    AcceptedTermsDto? Terms = null
);

public sealed record AcceptedTermsDto(DateTime At, string? Version, string? TermsUrl, string? PrivacyUrl);

/// <param name="Label">Its name in the reader's language, with the number of the version from the second on.</param>
public sealed record PlanRefDto(Guid Id, string Label);

/// <param name="Feature">The limit's name; its text is <c>Feature.{Feature}</c>.</param>
/// <param name="Limit">The plan's, or null.</param>
public sealed record TenantUsageDto(string Feature, long Count, long? Limit)
{
    private const int Near = 80;

    public bool IsFull => Count >= Limit;

    public bool IsNear => Count * 100 >= Limit * Near;
}
