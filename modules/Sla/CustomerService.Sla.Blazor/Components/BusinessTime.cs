using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla.Blazor.Components;

internal static class BusinessTime
{
    /// <summary>Hours and minutes only: a business day is not 24 hours, so "2 d" would say the wrong thing.</summary>
    public static string Words(IStringLocalizer localizer, int minutes)
    {
        var parts = new List<string>();
        if (minutes >= 60)
        {
            parts.Add(localizer.Format("Framework.Time.Hours", ("N", minutes / 60)));
        }

        if (minutes % 60 > 0)
        {
            parts.Add(localizer.Format("Framework.Time.Minutes", ("N", minutes % 60)));
        }

        return string.Join(' ', parts);
    }
}
