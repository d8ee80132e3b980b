using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;

namespace CustomerService.Sla;

/// <summary>What a new tenant of a trade promises, as it is embedded.</summary>
internal sealed record SlaTemplate(HoursTemplate Hours, IReadOnlyList<PolicyTemplate> Policies)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>An unknown trade keeps office hours.</summary>
    public static SlaTemplate Read(string template)
    {
        using var stream = Open(template) ?? Open("saas")!;
        return JsonSerializer.Deserialize<SlaTemplate>(stream, Json)!;
    }

    /// <summary>China's days off and make-up working days, as <see cref="HolidayFile"/> reads them.</summary>
    public static string ReadHolidays()
    {
        using var reader = new StreamReader(Open("holidays-cn")!);
        return reader.ReadToEnd();
    }

    private static Stream? Open(string name) => typeof(SlaTemplate).Assembly.GetManifestResourceStream($"Sla.Templates.{name}.json");
}

/// <param name="OnHolidays">Who works then too, works shorter; null: closed.</param>
internal sealed record HoursTemplate(Dictionary<string, string> Name, IReadOnlyList<WeekTemplate> Week, DateWindow? OnHolidays)
{
    public IReadOnlyList<WeeklyWindow> ToWeek() => [.. Week.SelectMany(w => w.Days.Select(day => new WeeklyWindow(day, w.Start, w.End)))];

    public IReadOnlyList<SpecialDate> ToHolidays(string file) =>
        [
            .. HolidayFile
                .Read(file, BusinessCalendar.UsualHours(ToWeek()))
                .Select(d => d.Windows.Count == 0 && OnHolidays is { } hours ? d with { Windows = [hours] } : d),
        ];
}

internal sealed record WeekTemplate(IReadOnlyList<DayOfWeek> Days, TimeOnly Start, TimeOnly End);

/// <param name="Types">Keys of request types; null for all. A policy none of whose types the tenant has is left out.</param>
/// <param name="IsAlways">Counts around the clock, whatever calendar a group has.</param>
internal sealed record PolicyTemplate(
    Dictionary<string, string> Name,
    IReadOnlyList<PolicyTarget> Targets,
    IReadOnlyList<string>? Types,
    bool IsAlways
);
