using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Plans;

/// <summary>The installation's plans, for its operator.</summary>
public interface IHostPlanAppService : IApplicationService
{
    /// <summary>All versions, in the order of the plans, the newest version first.</summary>
    Task<IReadOnlyList<HostPlanDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <param name="id">null: a new plan.</param>
    Task<PlanFormDto> GetFormAsync(Guid? id, CancellationToken cancellationToken = default);

    /// <summary>A new plan as a draft, or one that nobody has yet.</summary>
    Task<Guid> SaveAsync(SavePlanInput input, CancellationToken cancellationToken = default);

    /// <summary>A draft with the same content and the next number; the one there is, when it is a draft still.</summary>
    Task<Guid> AddVersionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Making a version public retires the other public ones of its plan.</summary>
    Task SetStateAsync(Guid id, SetPlanStateInput input, CancellationToken cancellationToken = default);

    /// <summary>Moves all workspaces of one version to another.</summary>
    /// <returns>How many were moved.</returns>
    Task<int> MoveTenantsAsync(MoveTenantsInput input, CancellationToken cancellationToken = default);
}

public sealed class SavePlanInput
{
    public Guid? Id { get; set; }

    /// <summary>A short word that never changes: <c>team</c>. Ignored where there is an <see cref="Id"/>.</summary>
    [Required, StringLength(32), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Tenants.Validation.PlanKey")]
    public string Key { get; set; } = "";

    [Range(0, 1000)]
    public int Order { get; set; }

    [Required, StringLength(40)]
    public string NameEn { get; set; } = "";

    [Required, StringLength(40)]
    public string NameZh { get; set; } = "";

    [StringLength(200)]
    public string DescriptionEn { get; set; } = "";

    [StringLength(200)]
    public string DescriptionZh { get; set; } = "";

    [Required, StringLength(3, MinimumLength = 3)]
    public string Currency { get; set; } = "CNY";

    /// <summary>Prices are in the currency's smallest unit.</summary>
    public long SeatMonthly { get; set; }

    public long SeatYearly { get; set; }

    public long FixedMonthly { get; set; }

    public long FixedYearly { get; set; }

    [Range(0, 365)]
    public int TrialDays { get; set; }

    /// <summary>Feature → "true", "false", a number, or empty for no limit; what is left out has the feature's default.</summary>
    public Dictionary<string, string> Features { get; set; } = [];
}

public sealed class SetPlanStateInput
{
    public PlanState State { get; set; }
}

public sealed class MoveTenantsInput
{
    public Guid FromId { get; set; }

    public Guid ToId { get; set; }
}

/// <param name="Features">What a plan may say something of.</param>
/// <param name="ShowsPrices">false where the installation takes no money.</param>
public sealed record PlanFormDto(SavePlanInput Input, IReadOnlyList<PlanFeatureDto> Features, bool ShowsPrices);

/// <param name="Tenants">How many workspaces have this version.</param>
public sealed record HostPlanDto(PlanDto Plan, int Order, int Tenants);
