using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.Errors;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// A published list of days off and make-up working days:
/// <c>{"days":[{"name":"国庆节","date":"2026-10-01","isOffDay":true}]}</c>.
/// </summary>
internal static class HolidayFile
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<SpecialDate> Read(string json, IReadOnlyList<DateWindow> makeUpHours)
    {
        var days = Parse(json)?.Days;
        if (days is not { Count: > 0 } || days.Any(x => x.Name?.Length > SlaLimits.Name))
        {
            throw new BusinessException(SlaErrorCodes.NotAHolidayFile);
        }

        return
        [
            .. days.DistinctBy(x => x.Date)
                .Select(x => new SpecialDate(
                    x.Date,
                    x.Name ?? x.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    x.IsOffDay ? [] : makeUpHours
                )),
        ];
    }

    private static Year? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Year>(json, Web);
        }
        catch (JsonException e)
        {
            throw new BusinessException(SlaErrorCodes.NotAHolidayFile, e);
        }
    }

    private sealed record Year(List<Day>? Days);

    private sealed record Day(string? Name, DateOnly Date, bool IsOffDay);
}
