using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Routing.Rehearsals;

/// <summary>
/// A past period played again under other rules, other stars, with more or fewer people, or with other promises and
/// opening hours, beside what really happened. Nothing is changed by it.
/// </summary>
public interface IRehearsalAppService : IApplicationService
{
    /// <summary>What the period holds, and the rules as they are: the form to start from.</summary>
    Task<RehearsalFormDto> GetFormAsync(CancellationToken cancellationToken = default);

    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    Task<RehearsalDto> RunAsync(RehearseInput input, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}

/// <param name="OldestDay">From when on there is anything to play; null: nothing yet.</param>
public sealed record RehearsalFormDto(DateOnly? OldestDay, DateOnly Today, IReadOnlyList<RehearsalGroupDto> Groups);

/// <param name="Members">Ids, names and stars.</param>
public sealed record RehearsalGroupDto(
    Guid Id,
    string Name,
    int OverflowMinutes,
    int? DowngradeMinutes,
    int Capacity,
    IReadOnlyList<RehearsalMemberDto> Members
);

public sealed record RehearsalMemberDto(Guid UserId, string Name, int Stars);

public sealed class RehearseInput
{
    /// <summary>In the tenant's zone; both days are played, 93 at most.</summary>
    public DateOnly From { get; set; }

    public DateOnly To { get; set; }

    /// <summary>
    /// Who takes which ticket is decided again. Else everybody had what he had when he had it, and only promises and
    /// opening hours may differ: nearer to the truth where nothing else does.
    /// </summary>
    public bool PlaysAssignment { get; set; } = true;

    /// <summary>Counts where assignment is played.</summary>
    public List<RehearseGroupInput> Groups { get; set; } = [];

    /// <summary>Policies and calendars as they would be: the draft of the service levels' own form, as JSON. null: as they are.</summary>
    [StringLength(2_000_000)]
    public string? Promises { get; set; }
}

public sealed class RehearseGroupInput
{
    public Guid GroupId { get; set; }

    [Range(0, 1440)]
    public int OverflowMinutes { get; set; }

    /// <summary>null: never fewer stars.</summary>
    [Range(0, 1440)]
    public int? DowngradeMinutes { get; set; }

    [Range(1, 500)]
    public int Capacity { get; set; }

    /// <summary>More people with so many stars, or fewer; index 0 is one star. They work the hours of a colleague.</summary>
    [MinLength(5), MaxLength(5)]
    public List<int> ExtraPeople { get; set; } = [0, 0, 0, 0, 0];

    /// <summary>Other stars than now, by person; 0: not in the group.</summary>
    public Dictionary<Guid, int> Stars { get; set; } = [];
}

/// <param name="Really">What happened.</param>
/// <param name="AsItIs">The period played under the rules of today: how near a rehearsal comes to what happened.</param>
/// <param name="Changed">The period under the changed rules.</param>
/// <param name="LeftOut">Tickets of the period that are not solved yet, so nobody knows how long they take.</param>
public sealed record RehearsalDto(
    RehearsalFiguresDto Really,
    RehearsalFiguresDto AsItIs,
    RehearsalFiguresDto Changed,
    int LeftOut,
    long Events,
    double Seconds
);

/// <param name="NotTaken">Nobody took them until the end.</param>
/// <param name="WaitByHour">Minutes, mean by hour of the day in which the ticket came, in the tenant's zone; null: none came.</param>
/// <param name="BrokenByHour">Percent of the promises, by hour of the day in which the ticket came; null: none was made.</param>
public sealed record RehearsalFiguresDto(
    int Tickets,
    IReadOnlyList<RehearsedPromisesDto> Promises,
    double MedianWaitMinutes,
    double Wait80Minutes,
    double Wait95Minutes,
    double LongestWaitMinutes,
    int NotTaken,
    IReadOnlyList<double?> WaitByHour,
    IReadOnlyList<double?> BrokenByHour,
    IReadOnlyList<StarLoadDto> Load
);

/// <param name="Metric">Name of an SlaMetric.</param>
public sealed record RehearsedPromisesDto(string Metric, Guid PolicyId, string PolicyName, Guid GroupId, int Kept, int Broken);

/// <param name="ByHour">Part of the places that was occupied, by hour of the day; null: nobody was there.</param>
public sealed record StarLoadDto(int Stars, double Mean, IReadOnlyList<double?> ByHour);
