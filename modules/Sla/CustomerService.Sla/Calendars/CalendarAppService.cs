using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Sla.Policies;
using CustomerService.Sla.Recounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerService.Sla.Calendars;

internal sealed class CalendarAppService(
    CustomerServiceDbContext db,
    ScheduleProvider schedules,
    RecountManager recounts,
    RecountPreview recountPreview,
    IFeatureChecker features,
    TimeProvider time
) : ICalendarAppService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<IReadOnlyList<CalendarListItemDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var calendars = await db.Set<BusinessCalendar>().AsNoTracking().OrderBy(x => x.Name).ToListAsync(cancellationToken);
        var policies = await db.Set<SlaPolicy>()
            .OrderBy(x => x.Order)
            .Select(x => new { x.CalendarId, x.Name })
            .ToListAsync(cancellationToken);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return
        [
            .. calendars.Select(x =>
                ToListItem(x, x.ToSchedule(), now, [.. policies.Where(p => p.CalendarId == x.Id).Select(p => p.Name)])
            ),
        ];
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<SaveCalendarInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default) =>
        CalendarForm.ToInput(await GetAsync(id, cancellationToken));

    [Authorize(SlaPermissions.Manage)]
    public async Task<Guid> SaveAsync(SaveCalendarInput input, CancellationToken cancellationToken = default)
    {
        if (input.Id is null)
        {
            if (await db.Set<BusinessCalendar>().AnyAsync(cancellationToken))
            {
                await features.RequireAsync(SlaFeatures.SeveralCalendars.Name, cancellationToken);
            }

            var added = db.Add(CalendarForm.ToCalendar(input)).Entity;
            await ServeGroupsAsync(added, input, cancellationToken);
            return added.Id;
        }

        var calendar = await GetAsync(input.Id.Value, cancellationToken);
        Versions.Check(calendar, input.Version);
        CalendarForm.Change(calendar, input);
        await ServeGroupsAsync(calendar, input, cancellationToken);
        if (input.Recounts)
        {
            await recounts.BeginAsync(RecountSubject.Calendar, calendar.Id, cancellationToken);
        }

        return calendar.Id;
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<RecountPreviewDto> PreviewAsync(SaveCalendarInput input, CancellationToken cancellationToken = default)
    {
        var schedule = CalendarForm.ToCalendar(input).ToSchedule();
        return await recountPreview.OfCalendarAsync(input.Id ?? Guid.Empty, schedule, input.GroupIds, cancellationToken);
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (
            await db.Set<SlaPolicy>().Where(x => x.CalendarId == id).Select(x => x.Name).FirstOrDefaultAsync(cancellationToken) is
            { } policy
        )
        {
            throw new BusinessException(SlaErrorCodes.CalendarInUse).WithData("Policy", policy);
        }

        (await GetAsync(id, cancellationToken)).Delete();
    }

    [Authorize(SlaPermissions.Manage)]
    public Task<ReadDatesDto> ReadDatesAsync(ReadDatesInput input, CancellationToken cancellationToken = default)
    {
        var hours = BusinessCalendar.UsualHours(CalendarForm.Week(input.Week));
        var (dates, leftOut) = IcsHolidayReader.IsOne(input.Text)
            ? IcsHolidayReader.Read(input.Text, hours, time.GetUtcNow().Year, input.TimeZone)
            : (HolidayFile.Read(input.Text, hours), 0);
        return Task.FromResult(new ReadDatesDto([.. dates.Select(CalendarForm.ToInput)], leftOut));
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<CalendarProbeDto> ProbeAsync(ProbeCalendarInput input, CancellationToken cancellationToken = default)
    {
        var schedule = await schedules.GetAsync((await GetAsync(input.CalendarId, cancellationToken)).Id, cancellationToken);
        var start = input.Start is { } wallClock
            ? LocalDateTime.FromDateTime(wallClock).InZoneLeniently(schedule.Zone).ToInstant()
            : Instant.FromDateTimeOffset(time.GetUtcNow());
        var due = schedule.AddBusinessTime(start, Duration.FromMinutes(input.Minutes));
        return new CalendarProbeDto(
            start.InZone(schedule.Zone).ToDateTimeUnspecified(),
            schedule.IsOpen(start),
            due.InZone(schedule.Zone).ToDateTimeUnspecified(),
            due.ToDateTimeUtc(),
            schedule.Zone.Id
        );
    }

    // A group has one calendar: whoever gets it takes it from the other.
    private async Task ServeGroupsAsync(BusinessCalendar calendar, SaveCalendarInput input, CancellationToken cancellationToken)
    {
        var groups = input.GroupIds;
        foreach (var moved in input.Recounts ? groups.Except(calendar.GroupIds).Union(calendar.GroupIds.Except(groups)).ToList() : [])
        {
            await recounts.BeginGroupAsync(moved, calendar.Id, cancellationToken);
        }

        foreach (
            var other in (await db.Set<BusinessCalendar>().Where(x => x.Id != calendar.Id).ToListAsync(cancellationToken)).Where(x =>
                x.GroupIds.Intersect(groups).Any()
            )
        )
        {
            other.ServeGroups(other.GroupIds.Except(groups));
        }

        calendar.ServeGroups(groups);
    }

    private async Task<BusinessCalendar> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<BusinessCalendar>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(SlaErrorCodes.CalendarNotFound);

    private static CalendarListItemDto ToListItem(
        BusinessCalendar calendar,
        BusinessSchedule schedule,
        Instant now,
        IReadOnlyList<string> policies
    )
    {
        var today = now.InZone(schedule.Zone).Date.ToDateOnly();
        return new CalendarListItemDto(
            calendar.Id,
            calendar.Name,
            calendar.TimeZone,
            [
                .. calendar
                    .Week.GroupBy(x => x.Day)
                    .Select(x => new CalendarDayDto(x.Key, [.. x.Select(w => new CalendarWindowDto(w.Start, w.End))])),
            ],
            calendar.Dates.Count(x => x.Date >= today),
            schedule.IsOpen(now),
            schedule.NextOpening(now).ToDateTimeUtc(),
            policies,
            calendar.LastModificationTime
        );
    }
}
