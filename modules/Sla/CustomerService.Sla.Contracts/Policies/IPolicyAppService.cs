using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Recounts;

namespace CustomerService.Sla.Policies;

/// <summary>What is promised to whom. The first active policy that matches a ticket is the one.</summary>
public interface IPolicyAppService : IApplicationService
{
    /// <summary>In the order of matching.</summary>
    Task<IReadOnlyList<PolicyListItemDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<SavePolicyInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SavePolicyInput input, CancellationToken cancellationToken = default);

    /// <summary>Puts it at this place in the order; the others close up.</summary>
    /// <param name="place">From 0.</param>
    Task MoveAsync(Guid id, int place, CancellationToken cancellationToken = default);

    /// <summary>Clocks that run under it keep their promise.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What saving and recounting would do to the open promises that this policy made. Nothing is written.</summary>
    Task<RecountPreviewDto> PreviewAsync(SavePolicyInput input, CancellationToken cancellationToken = default);

    /// <summary>What a ticket filed now would be promised, and why.</summary>
    Task<PolicyTestDto> TestAsync(TestPolicyInput input, CancellationToken cancellationToken = default);

    /// <summary>The groups that a policy may name, by name.</summary>
    Task<IReadOnlyDictionary<Guid, string>> GetGroupsAsync(CancellationToken cancellationToken = default);
}

/// <summary>By what a policy takes a ticket or not.</summary>
public enum PolicyCondition
{
    /// <summary>It is switched off.</summary>
    Active,
    RequestType,
    Channel,
    Tier,
    Group,
    Tag,

    /// <summary>It has no target for the priority.</summary>
    Priority,
}

/// <param name="RequestTypes">Names in the reader's language; empty is any. So with the other conditions.</param>
/// <param name="Channels">Names of TicketChannel.</param>
/// <param name="Tiers">Names of CustomerTier.</param>
/// <param name="ChangedAt">UTC; null when it is as the template made it.</param>
public sealed record PolicyListItemDto(
    Guid Id,
    string Name,
    bool IsActive,
    string CalendarName,
    IReadOnlyList<string> RequestTypes,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Tiers,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Tags,
    int WarnPercent,
    IReadOnlyList<PolicyTargetDto> Targets,
    DateTime? ChangedAt
);

/// <param name="Priority">Name of a TicketPriority.</param>
public sealed record PolicyTargetDto(string Priority, IReadOnlyDictionary<SlaMetric, int> Minutes);

/// <param name="PolicyName">Null when nothing is promised.</param>
/// <param name="Checks">Every policy in order.</param>
public sealed record PolicyTestDto(string? PolicyName, PromisePreviewDto Promise, IReadOnlyList<PolicyCheckDto> Checks);

/// <param name="UnmetCondition">What keeps the ticket out; null when it fits. The first that fits is the one.</param>
public sealed record PolicyCheckDto(Guid PolicyId, string Name, PolicyCondition? UnmetCondition);

public sealed class SavePolicyInput
{
    /// <summary>Null makes a new one, last in order.</summary>
    public Guid? Id { get; set; }

    /// <summary>The state that was edited; another one since then is a conflict.</summary>
    public Guid? Version { get; set; }

    [Required, StringLength(SlaLimits.Name)]
    public string Name { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public Guid CalendarId { get; set; }

    /// <summary>Counts in this calendar also for tickets of a group that has another one.</summary>
    public bool KeepsCalendar { get; set; }

    /// <summary>Empty matches any; so with the other conditions.</summary>
    [MaxLength(100)]
    public List<Guid> RequestTypeIds { get; set; } = [];

    /// <summary>Names of TicketChannel.</summary>
    [MaxLength(20)]
    public List<string> Channels { get; set; } = [];

    /// <summary>Names of CustomerTier.</summary>
    [MaxLength(10)]
    public List<string> Tiers { get; set; } = [];

    [MaxLength(100)]
    public List<Guid> GroupIds { get; set; } = [];

    /// <summary>Tags, between commas; one of them is enough.</summary>
    [StringLength(SlaLimits.Tags)]
    public string? Tags { get; set; }

    /// <summary>One per priority that this policy promises something to; the others go on to the next policy.</summary>
    [MaxLength(10)]
    public List<PolicyTargetInput> Targets { get; set; } = [];

    /// <summary>When this share of the time is used up, the owner is reminded.</summary>
    [Range(10, 95)]
    public int WarnPercent { get; set; } = 75;

    /// <summary>The resolution clock also is paused while a third party works.</summary>
    public bool PausesForThirdParty { get; set; }

    /// <summary>Tickets with open promises of this policy are matched again in the background; else these stay as they were made.</summary>
    public bool Recounts { get; set; }
}

public sealed class TestPolicyInput
{
    public Guid? RequestTypeId { get; set; }

    /// <summary>Name of a TicketPriority.</summary>
    [Required, StringLength(32)]
    public string Priority { get; set; } = "";

    /// <summary>Name of a TicketChannel.</summary>
    [Required, StringLength(32)]
    public string Channel { get; set; } = "Portal";

    /// <summary>Name of a CustomerTier.</summary>
    [Required, StringLength(32)]
    public string Tier { get; set; } = "Standard";

    public Guid? GroupId { get; set; }

    /// <summary>Between commas.</summary>
    [StringLength(SlaLimits.Tags)]
    public string? Tags { get; set; }
}

public sealed class PolicyTargetInput
{
    /// <summary>Name of a TicketPriority.</summary>
    [Required, StringLength(32)]
    public string Priority { get; set; } = "";

    [Range(1, SlaLimits.TargetMinutes)]
    public int? FirstResponseMinutes { get; set; }

    [Range(1, SlaLimits.TargetMinutes)]
    public int? ResolutionMinutes { get; set; }

    [Range(1, SlaLimits.TargetMinutes)]
    public int? NextResponseMinutes { get; set; }

    [Range(1, SlaLimits.TargetMinutes)]
    public int? UpdateMinutes { get; set; }

    [Range(1, SlaLimits.TargetMinutes)]
    public int? HandOverMinutes { get; set; }
}
