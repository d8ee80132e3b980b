using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Routing.Groups;

/// <summary>Groups by business line and the stars of their people, for the admin.</summary>
public interface IGroupAppService : IApplicationService
{
    Task<IReadOnlyList<GroupDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <summary>All staff, with or without a group.</summary>
    Task<IReadOnlyList<StaffMemberDto>> GetStaffAsync(CancellationToken cancellationToken = default);

    Task<IReadOnlyList<RequestTypeChoiceDto>> GetRequestTypesAsync(CancellationToken cancellationToken = default);

    /// <summary>Business calendars by name, whose holidays somebody may keep.</summary>
    Task<IReadOnlyDictionary<Guid, string>> GetCalendarsAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(CreateGroupInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, UpdateGroupInput input, CancellationToken cancellationToken = default);

    /// <summary>The default group takes what no rule names, so it cannot be deleted.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    Task SetMemberAsync(Guid groupId, SetMemberInput input, CancellationToken cancellationToken = default);

    /// <summary>How much, of which channel and when somebody is given tickets; the same in all groups.</summary>
    Task SetWorkAsync(Guid userId, SetWorkInput input, CancellationToken cancellationToken = default);
}

/// <param name="RequestTypeKeys">Tickets of these types come to this group.</param>
/// <param name="IsDefault">Takes every ticket that no rule sends elsewhere.</param>
/// <param name="Stars">Which stars a ticket asks for.</param>
public sealed record GroupDto(
    Guid Id,
    string Key,
    string Name,
    bool IsDefault,
    int OverflowMinutes,
    int? DowngradeMinutes,
    int? HandBackMinutes,
    int DefaultCapacity,
    IReadOnlyList<string> RequestTypeKeys,
    StarMatrixDto Stars,
    IReadOnlyList<GroupMemberDto> Members
);

public sealed record GroupMemberDto(Guid UserId, int Stars, bool IsLead);

/// <summary>
/// Stars asked for by each grade: priority normal/urgent/critical, risk and complexity low/medium/high, value
/// standard/plus/VIP. The highest of the four counts.
/// </summary>
public sealed record StarMatrixDto(
    IReadOnlyList<int> Priority,
    IReadOnlyList<int> Risk,
    IReadOnlyList<int> Complexity,
    IReadOnlyList<int> Value
);

/// <param name="Capacity">Own limit of open tickets; null means the default of the group.</param>
/// <param name="ChannelLimits">By name of the TicketChannel; those without a limit are not named.</param>
/// <param name="TimeZone">IANA zone of <paramref name="Hours"/>.</param>
/// <param name="Hours">By day, in order; empty: presence alone decides.</param>
/// <param name="HolidayCalendarId">The business calendar whose holidays and make-up days count for this person.</param>
public sealed record StaffMemberDto(
    Guid UserId,
    string Name,
    string Email,
    int? Capacity,
    IReadOnlyDictionary<string, int> ChannelLimits,
    string? TimeZone,
    IReadOnlyList<WorkingHoursDto> Hours,
    Guid? HolidayCalendarId
);

/// <summary>One window; a day with a break has several.</summary>
/// <param name="To">At or before <paramref name="From"/>: on the next day.</param>
public sealed record WorkingHoursDto(DayOfWeek Day, TimeOnly From, TimeOnly To);

public sealed record RequestTypeChoiceDto(string Key, string Name);

public sealed class CreateGroupInput
{
    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";
}

public sealed class UpdateGroupInput
{
    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";

    public bool IsDefault { get; set; }

    [Range(0, 1440)]
    public int OverflowMinutes { get; set; }

    /// <summary>null: never fewer stars.</summary>
    [Range(0, 1440)]
    public int? DowngradeMinutes { get; set; }

    /// <summary>null: never.</summary>
    [Range(1, 1440)]
    public int? HandBackMinutes { get; set; }

    [Range(1, 500)]
    public int DefaultCapacity { get; set; }

    public List<string> RequestTypeKeys { get; set; } = [];

    [Required]
    public StarMatrixInput Stars { get; set; } = new();
}

public sealed class StarMatrixInput
{
    [MinLength(3), MaxLength(3)]
    public List<int> Priority { get; set; } = [];

    [MinLength(3), MaxLength(3)]
    public List<int> Risk { get; set; } = [];

    [MinLength(3), MaxLength(3)]
    public List<int> Complexity { get; set; } = [];

    [MinLength(3), MaxLength(3)]
    public List<int> Value { get; set; } = [];
}

public sealed class SetMemberInput
{
    public Guid UserId { get; set; }

    /// <summary>0 takes the person out of the group.</summary>
    [Range(0, 5)]
    public int Stars { get; set; }

    public bool IsLead { get; set; }
}

public sealed class SetWorkInput
{
    /// <summary>null: the default of the group.</summary>
    [Range(1, 500)]
    public int? Capacity { get; set; }

    /// <summary>By name of the TicketChannel.</summary>
    public Dictionary<string, int> ChannelLimits { get; set; } = [];

    [StringLength(64)]
    public string? TimeZone { get; set; }

    /// <summary>Several windows a day where there is a break; empty: whenever this person is online.</summary>
    [MaxLength(56)]
    public List<WorkingHoursDto> Hours { get; set; } = [];

    /// <summary>
    /// Closed on its holidays; on its make-up days and short days, the hours that it has then. null: every week is like
    /// the other.
    /// </summary>
    public Guid? HolidayCalendarId { get; set; }
}
