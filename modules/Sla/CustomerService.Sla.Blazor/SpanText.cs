using System.Globalization;
using System.Text.RegularExpressions;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla.Blazor;

/// <summary>
/// A span of business time as people write it: "4 h 30 min", "1.5h", "0:45", "4 小时 30 分钟", a bare number for minutes. Never
/// in days: nobody could say whether those are long ones or business ones.
/// </summary>
public static partial class SpanText
{
    public static string Say(IStringLocalizer localizer, int minutes)
    {
        string[] parts =
        [
            minutes >= 60 ? localizer.Format("Framework.Time.Hours", ("N", minutes / 60)) : "",
            minutes % 60 > 0 ? localizer.Format("Framework.Time.Minutes", ("N", minutes % 60)) : "",
        ];
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    /// <returns>False when it is none; blank is one of no length.</returns>
    public static bool TryParse(string? text, out int? minutes)
    {
        minutes = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var match = Written().Match(text.Trim());
        if (!match.Success || (!match.Groups["h"].Success && !match.Groups["m"].Success))
        {
            return false;
        }

        var sum = Number(match.Groups["h"]) * 60 + Number(match.Groups["m"]);
        if (sum is <= 0 or > SlaLimits.TargetMinutes)
        {
            return false;
        }

        minutes = (int)Math.Round(sum);
        return true;
    }

    private static decimal Number(Group group) =>
        group.Success ? decimal.Parse(group.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        """
            ^(?: (?<h>\d{1,6}) : (?<m>\d{2})
              | (?: (?<h>\d{1,6}(?:[.,]\d{1,2})?) \s* (?:h|hrs?|hours?|个?小时|时) )? \s*
                (?: (?<m>\d{1,7}) \s* (?:m|mins?|minutes?|分钟?)? )? )$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
    )]
    private static partial Regex Written();
}
