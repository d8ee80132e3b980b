using System.ComponentModel.DataAnnotations;

namespace CustomerService.Sla.Calendars;

public sealed class SaveCalendarInput
{
    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    /// <summary>The state that was edited; another one since then is a conflict.</summary>
    public Guid? Version { get; set; }

    [Required, StringLength(SlaLimits.Name)]
    public string Name { get; set; } = "";

    /// <summary>IANA id.</summary>
    [Required, StringLength(64)]
    public string TimeZone { get; set; } = "";

    [MaxLength(7)]
    public List<CalendarDayInput> Week { get; set; } = [];

    public List<CalendarDateInput> Dates { get; set; } = [];

    /// <summary>Groups whose tickets count in it, whatever calendar their policy has.</summary>
    [MaxLength(100)]
    public List<Guid> GroupIds { get; set; } = [];

    /// <summary>Open promises that count in it are counted again in the background; else they stay as they were made.</summary>
    public bool Recounts { get; set; }
}

public sealed class CalendarDayInput
{
    public DayOfWeek Day { get; set; }

    [MaxLength(SlaLimits.WindowsADay)]
    public List<CalendarWindowInput> Windows { get; set; } = [];
}

public sealed class CalendarWindowInput
{
    public TimeOnly Start { get; set; }

    /// <summary>At or before the start: on the next day.</summary>
    public TimeOnly End { get; set; }
}

/// <summary>A date that is not like its weekday: closed without windows (holiday), else open as they say.</summary>
public sealed class CalendarDateInput
{
    public DateOnly Date { get; set; }

    [StringLength(SlaLimits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(SlaLimits.WindowsADay)]
    public List<CalendarWindowInput> Windows { get; set; } = [];
}

public sealed class ReadDatesInput
{
    /// <summary>An iCalendar file, or JSON as <c>{"days":[{"name","date","isOffDay"}]}</c>.</summary>
    [Required, StringLength(SlaLimits.HolidayFile)]
    public string Text { get; set; } = "";

    /// <summary>The week as it stands in the form: make-up working days get the hours of its first open weekday.</summary>
    [MaxLength(7)]
    public List<CalendarDayInput> Week { get; set; } = [];

    /// <summary>As it stands in the form: in it, instants of an iCalendar file are days.</summary>
    [StringLength(SlaLimits.Name)]
    public string TimeZone { get; set; } = "UTC";
}

/// <param name="LeftOut">Entries that are no whole days, or too many to be holidays, or cannot be read.</param>
public sealed record ReadDatesDto(IReadOnlyList<CalendarDateInput> Dates, int LeftOut);

public sealed class ProbeCalendarInput
{
    public Guid CalendarId { get; set; }

    /// <summary>As the calendar's wall clock shows it; null is now.</summary>
    public DateTime? Start { get; set; }

    [Range(0, SlaLimits.TargetMinutes)]
    public int Minutes { get; set; }
}
