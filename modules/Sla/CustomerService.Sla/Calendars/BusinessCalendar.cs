using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using NodaTime;
using NodaTime.Extensions;

namespace CustomerService.Sla.Calendars;

internal sealed record WeeklyWindow(DayOfWeek Day, TimeOnly Start, TimeOnly End);

/// <summary>No windows: closed.</summary>
internal sealed record SpecialDate(DateOnly Date, string Name, IReadOnlyList<DateWindow> Windows);

internal sealed record DateWindow(TimeOnly Start, TimeOnly End);

/// <summary>The opening hours of a tenant or a team. Clocks read it through <see cref="ScheduleProvider"/>.</summary>
[Audited(nameof(Name))]
internal sealed class BusinessCalendar : TenantAggregateRoot, ISoftDelete
{
    public string Name { get; private set; } = "";

    public string TimeZone { get; private set; } = "";

    public IReadOnlyList<WeeklyWindow> Week { get; private set; } = [];

    public IReadOnlyList<SpecialDate> Dates { get; private set; } = [];

    /// <summary>The groups whose tickets count in it, whatever calendar their policy has. A group has one at most.</summary>
    public IReadOnlyList<Guid> GroupIds { get; private set; } = [];

    /// <summary>Deleted calendars stay for the clocks that still run on them.</summary>
    public bool IsDeleted { get; private set; }

    public static BusinessCalendar Create(string name, string timeZone, IReadOnlyList<WeeklyWindow> week, IReadOnlyList<SpecialDate> dates)
    {
        var calendar = new BusinessCalendar();
        calendar.Change(name, timeZone, week, dates);
        return calendar;
    }

    public void Change(string name, string timeZone, IReadOnlyList<WeeklyWindow> week, IReadOnlyList<SpecialDate> dates)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
        {
            throw new BusinessException(SlaErrorCodes.UnknownTimeZone).WithData("TimeZone", timeZone);
        }

        (Name, TimeZone) = (name.Trim(), timeZone);
        Week = [.. week.OrderBy(x => x.Day).ThenBy(x => x.Start)];
        if (Week.Count == 0)
        {
            // An open date does not help: a promise made after the last of them would never come due.
            throw new BusinessException(SlaErrorCodes.AlwaysClosed);
        }

        RefuseOverlaps();
        SetDates(dates);
    }

    private void SetDates(IReadOnlyList<SpecialDate> dates)
    {
        if (dates.GroupBy(x => x.Date).FirstOrDefault(x => x.Count() > 1) is { } twice)
        {
            throw new BusinessException(SlaErrorCodes.DateTwice).WithData("Date", twice.Key);
        }

        if (dates.Count > SlaLimits.Dates)
        {
            throw new BusinessException(SlaErrorCodes.TooManyDates).WithData("Max", SlaLimits.Dates);
        }

        Dates = [.. dates.OrderBy(x => x.Date)];
    }

    /// <summary>What a make-up working day is open: the hours of the first weekday that has any.</summary>
    public static IReadOnlyList<DateWindow> UsualHours(IEnumerable<WeeklyWindow> week) =>
        [
            .. week.GroupBy(x => x.Day)
                .OrderBy(x => ((int)x.Key + 6) % 7)
                .FirstOrDefault()
                ?.OrderBy(x => x.Start)
                .Select(x => new DateWindow(x.Start, x.End))
                ?? [],
        ];

    public void ServeGroups(IEnumerable<Guid> groups) => GroupIds = [.. groups.Distinct()];

    public void Delete()
    {
        ServeGroups([]);
        IsDeleted = true;
    }

    public BusinessSchedule ToSchedule() =>
        new(
            DateTimeZoneProviders.Tzdb[TimeZone],
            Week.Select(x => KeyValuePair.Create(x.Day.ToIsoDayOfWeek(), Window(x.Start, x.End))),
            Dates.Select(x =>
                KeyValuePair.Create<LocalDate, IReadOnlyList<TimeWindow>>(
                    x.Date.ToLocalDate(),
                    [.. x.Windows.Select(w => Window(w.Start, w.End))]
                )
            )
        );

    // The arithmetic counts overlaps once; in the form they are a slip that the admin wants to hear of.
    private void RefuseOverlaps()
    {
        foreach (var day in Week.GroupBy(x => x.Day))
        {
            var windows = day.ToList();
            for (var i = 1; i < windows.Count; i++)
            {
                if (windows[i - 1].End <= windows[i - 1].Start || windows[i].Start < windows[i - 1].End)
                {
                    throw new BusinessException(SlaErrorCodes.WindowsOverlap)
                        .WithData("Start", windows[i].Start)
                        .WithData("End", windows[i - 1].End);
                }
            }
        }
    }

    private static TimeWindow Window(TimeOnly start, TimeOnly end) => new(LocalTime.FromTimeOnly(start), LocalTime.FromTimeOnly(end));
}
