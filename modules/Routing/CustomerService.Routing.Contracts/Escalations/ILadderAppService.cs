using System.ComponentModel.DataAnnotations;

namespace CustomerService.Routing.Escalations;

/// <summary>What a step does with the ticket itself.</summary>
public enum LadderMove
{
    /// <summary>It stays with its owner.</summary>
    Stay,

    /// <summary>To somebody with one more star, or else to anybody free.</summary>
    MoreStars,

    /// <summary>To another group.</summary>
    OtherGroup,
}

/// <summary>S4: what happens, step by step, when a promise was broken.</summary>
public interface ILadderAppService
{
    Task<IReadOnlyList<LadderDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(SaveLadderInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, SaveLadderInput input, CancellationToken cancellationToken = default);

    /// <summary>The default ladder serves every type without its own, so it cannot be deleted.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="IsDefault">For every request type that has no ladder of its own.</param>
public sealed record LadderDto(Guid Id, string Name, bool IsDefault, IReadOnlyList<string> RequestTypeKeys, IReadOnlyList<LadderStepDto> Steps);

/// <param name="OffsetMinutes">After the promise was broken.</param>
public sealed record LadderStepDto(int OffsetMinutes, bool NotifyOwner, bool NotifyLeads, bool RaisePriority, LadderMove Move, Guid? GroupId);

public sealed class SaveLadderInput
{
    [Required, StringLength(64)]
    public string Name { get; set; } = "";

    public List<string> RequestTypeKeys { get; set; } = [];

    [MinLength(1), MaxLength(8)]
    public List<LadderStepInput> Steps { get; set; } = [];
}

public sealed class LadderStepInput
{
    [Range(0, 10080)]
    public int OffsetMinutes { get; set; }

    public bool NotifyOwner { get; set; }

    public bool NotifyLeads { get; set; }

    public bool RaisePriority { get; set; }

    [EnumDataType(typeof(LadderMove))]
    public LadderMove Move { get; set; }

    public Guid? GroupId { get; set; }
}
