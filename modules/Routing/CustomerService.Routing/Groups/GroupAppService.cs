using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Routing.Presence;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Groups;

[Authorize(RoutingPermissions.Manage)]
internal sealed class GroupAppService(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    PresenceManager presences,
    IUserIntegrationService users,
    IRequestTypeIntegrationService requestTypes,
    IScheduleIntegrationService schedules
) : IGroupAppService
{
    public async Task<IReadOnlyList<GroupDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        [.. (await groups.GetAllAsync(cancellationToken)).Select(ToDto)];

    public async Task<IReadOnlyList<StaffMemberDto>> GetStaffAsync(CancellationToken cancellationToken = default)
    {
        var work = await db.Set<AgentPresence>().AsNoTracking().ToDictionaryAsync(p => p.UserId, cancellationToken);
        return
        [
            .. (await users.GetStaffAsync(cancellationToken))
                .OrderBy(u => u.Name, StringComparer.CurrentCulture)
                .Select(u => ToDto(u, work.GetValueOrDefault(u.Id))),
        ];
    }

    public async Task<IReadOnlyList<RequestTypeChoiceDto>> GetRequestTypesAsync(CancellationToken cancellationToken = default) =>
        [.. (await requestTypes.GetAllAsync(cancellationToken)).Select(t => new RequestTypeChoiceDto(t.Key, t.Name))];

    public Task<IReadOnlyDictionary<Guid, string>> GetCalendarsAsync(CancellationToken cancellationToken = default) =>
        schedules.GetCalendarsAsync(cancellationToken);

    public Task<Guid> CreateAsync(CreateGroupInput input, CancellationToken cancellationToken = default)
    {
        // Admins name groups; keys are only for templates and imports, which find their groups again by them.
        var group = new AgentGroup($"group-{Guid.NewGuid():N}", input.Name.Trim(), isDefault: false);
        db.Add(group);
        return Task.FromResult(group.Id);
    }

    public async Task UpdateAsync(Guid id, UpdateGroupInput input, CancellationToken cancellationToken = default)
    {
        var all = await groups.GetAllAsync(cancellationToken);
        var group = all.FirstOrDefault(g => g.Id == id) ?? throw BusinessException.NotFound(RoutingErrorCodes.GroupNotFound);
        if (all.FirstOrDefault(g => g.Id != id && g.RequestTypeKeys.Intersect(input.RequestTypeKeys).Any()) is { } other)
        {
            throw new BusinessException(RoutingErrorCodes.TypeInOtherGroup).WithData("Group", other.Name);
        }

        if (group.IsDefault && !input.IsDefault)
        {
            throw new BusinessException(RoutingErrorCodes.DefaultGroupStays);
        }

        foreach (var previous in all.Where(g => input.IsDefault && g.IsDefault && g.Id != id))
        {
            previous.SetDefault(false);
        }

        group.Rename(input.Name);
        group.SetDefault(input.IsDefault);
        group.SetWork(
            input.OverflowMinutes,
            input.DowngradeMinutes,
            input.HandBackMinutes,
            input.DefaultCapacity,
            StarMatrix.Of(input.Stars.Priority, input.Stars.Risk, input.Stars.Complexity, input.Stars.Value)
        );
        group.TakeRequestTypes(input.RequestTypeKeys);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var group = await groups.GetAsync(id, cancellationToken);
        if (group.IsDefault)
        {
            throw new BusinessException(RoutingErrorCodes.DefaultGroupStays);
        }

        db.Remove(group);
    }

    public async Task SetMemberAsync(Guid groupId, SetMemberInput input, CancellationToken cancellationToken = default)
    {
        if (await users.FindAsync(input.UserId, cancellationToken) is not { IsStaff: true })
        {
            throw BusinessException.NotFound(RoutingErrorCodes.PersonNotFound);
        }

        (await groups.GetAsync(groupId, cancellationToken)).SetMember(input.UserId, input.Stars, input.IsLead);
    }

    public async Task SetWorkAsync(Guid userId, SetWorkInput input, CancellationToken cancellationToken = default)
    {
        if (input.Hours.Count > 0 && (input.TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone, out _)))
        {
            throw new BusinessException(RoutingErrorCodes.HoursNeedZone);
        }

        if (input.HolidayCalendarId is { } calendar && !(await schedules.GetCalendarsAsync(cancellationToken)).ContainsKey(calendar))
        {
            throw BusinessException.NotFound(RoutingErrorCodes.HolidayCalendarNotFound);
        }

        if (input.Hours.GroupBy(h => h.Day).Any(d => d.Count() > WorkingHours.WindowsADay))
        {
            throw new BusinessException(RoutingErrorCodes.TooManyWindows).WithData("Max", WorkingHours.WindowsADay);
        }

        if (input.Hours.Count > 0)
        {
            // Hours that cannot be reckoned with, as two that overlap, are refused now and not when the first ticket comes.
            await schedules.GetAsync(
                [WorkingHours.ToOpeningHours(input.Hours, input.TimeZone!, input.HolidayCalendarId)],
                cancellationToken
            );
        }

        if (input.ChannelLimits.Any(l => !Enum.TryParse<TicketChannel>(l.Key, out _) || l.Value < 1))
        {
            throw new BusinessException(RoutingErrorCodes.ChannelLimitInvalid);
        }

        var presence = await presences.GetOrCreateAsync(userId, cancellationToken);
        presence.SetCapacity(input.Capacity);
        presence.SetChannelLimits(
            ChannelLimits.Of(input.ChannelLimits.Select(l => KeyValuePair.Create(Enum.Parse<TicketChannel>(l.Key), l.Value)))
        );
        presence.SetWorkingHours(input.Hours, input.TimeZone, input.HolidayCalendarId);
    }

    private static StaffMemberDto ToDto(UserDto user, AgentPresence? work) =>
        new(
            user.Id,
            user.Name,
            user.Email,
            work?.Capacity,
            ChannelLimits.Parse(work?.ChannelLimits)?.ToDictionary().ToDictionary(l => l.Key.ToString(), l => l.Value) ?? [],
            work?.TimeZone ?? user.TimeZone,
            WorkingHours.Parse(work?.WorkingHours),
            work?.HolidayCalendarId
        );

    private static GroupDto ToDto(AgentGroup group)
    {
        var stars = StarMatrix.Parse(group.RequiredStars);
        return new GroupDto(
            group.Id,
            group.Key,
            group.Name,
            group.IsDefault,
            group.OverflowMinutes,
            group.DowngradeMinutes,
            group.HandBackMinutes,
            group.DefaultCapacity,
            group.RequestTypeKeys,
            new StarMatrixDto(stars.Priority, stars.Risk, stars.Complexity, stars.Value),
            [.. group.Members.Select(m => new GroupMemberDto(m.UserId, m.Stars, m.IsLead))]
        );
    }
}
