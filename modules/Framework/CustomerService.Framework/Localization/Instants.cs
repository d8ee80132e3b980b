using System.Globalization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.Localization;

/// <summary>Instants and durations in words, in the reader's zone and language. A null zone is UTC.</summary>
public static class Instants
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(45);

    /// <summary>"12 min ago" within a day, else <see cref="Absolute"/>.</summary>
    public static string Near(IStringLocalizer localizer, DateTime utc, TimeZoneInfo? zone, DateTime now)
    {
        var distance = utc - now;
        if (distance.Duration() < JustNow)
        {
            return localizer["Framework.Time.Now"];
        }

        return distance.Duration() < TimeSpan.FromHours(20)
            ? localizer.Format(
                distance < TimeSpan.Zero ? "Framework.Time.Ago" : "Framework.Time.In",
                ("Duration", Duration(localizer, distance.Duration()))
            )
            : Absolute(localizer, utc, zone, now);
    }

    /// <summary>"today 15:20", "tomorrow 09:00", "Mar 4, 09:00"; the year only when it is another one.</summary>
    public static string Absolute(IStringLocalizer localizer, DateTime utc, TimeZoneInfo? zone, DateTime now)
    {
        var (local, today) = (In(utc, zone), In(now, zone).Date);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return (local.Date - today).Days switch
        {
            0 => localizer.Format("Framework.Time.Today", ("Time", time)),
            1 => localizer.Format("Framework.Time.Tomorrow", ("Time", time)),
            -1 => localizer.Format("Framework.Time.Yesterday", ("Time", time)),
            _ => local.ToString(
                localizer[local.Year == today.Year ? "Framework.Time.DayFormat" : "Framework.Time.DayYearFormat"],
                CultureInfo.CurrentCulture
            ),
        };
    }

    /// <summary>"Mar 4, 09:00": no word in it depends on when it is read.</summary>
    public static string Plain(IStringLocalizer localizer, DateTime utc, TimeZoneInfo? zone) =>
        In(utc, zone).ToString(localizer["Framework.Time.DayFormat"], CultureInfo.CurrentCulture);

    /// <summary>The date alone, in full: "Friday, January 1, 2027".</summary>
    public static string Day(DateTime utc, TimeZoneInfo? zone) => In(utc, zone).ToString("D", CultureInfo.CurrentCulture);

    /// <summary>Date, time and zone in full.</summary>
    public static string Full(DateTime utc, TimeZoneInfo? zone) =>
        $"{In(utc, zone).ToString("F", CultureInfo.CurrentCulture)} ({(zone ?? TimeZoneInfo.Utc).Id})";

    /// <summary>The two largest units: "2 d 3 h", "45 min".</summary>
    public static string Duration(IStringLocalizer localizer, TimeSpan duration)
    {
        var (days, hours, minutes) = ((int)duration.TotalDays, duration.Hours, duration.Minutes);
        string Part(string unit, int value) => localizer.Format($"Framework.Time.{unit}", ("N", value));
        return (days, hours, minutes) switch
        {
            (> 0, > 0, _) => Part("Days", days) + " " + Part("Hours", hours),
            (> 0, _, _) => Part("Days", days),
            (_, > 0, > 0) => Part("Hours", hours) + " " + Part("Minutes", minutes),
            (_, > 0, _) => Part("Hours", hours),
            _ => Part("Minutes", Math.Max(1, minutes)),
        };
    }

    public static DateTime In(DateTime utc, TimeZoneInfo? zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone ?? TimeZoneInfo.Utc);
}
