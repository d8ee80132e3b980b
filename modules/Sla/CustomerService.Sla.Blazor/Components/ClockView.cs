using CustomerService.Framework.Localization;
using CustomerService.Sla.Clocks;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla.Blazor.Components;

/// <summary>How a clock looks: class, icon, words. Colour is never the only sign.</summary>
/// <param name="Instant">What is shown while nothing is heard from the server; null where the words stay true.</param>
internal sealed record ClockView(string? Class, string Icon, string Text, string Title, string? Instant = null)
{
    public static ClockView Of(SlaClockDto clock, IStringLocalizer localizer, DateTime now, TimeZoneInfo? zone)
    {
        var due = localizer.Format("Sla.Chip.Due", ("Due", Instants.Full(clock.Due, zone)));
        var by = localizer.Format(
            "Sla.Chip.By",
            ("Metric", localizer.Enum(clock.Metric)),
            ("Due", Instants.Plain(localizer, clock.Due, zone))
        );
        return clock.State switch
        {
            SlaClockState.Met => new("cs-badge--success", "check", Words("Sla.Chip.Met"), due),
            SlaClockState.Breached when clock.EndedAt is not null => new(null, "alert", Words("Sla.Chip.MetLate"), due),
            SlaClockState.Breached => new("cs-chip-clock--late", "alert", Words("Sla.Chip.Late"), due, by),
            SlaClockState.Paused => new(
                "cs-chip-clock--paused",
                "pause",
                Words("Sla.Chip.Paused"),
                localizer.Format("Sla.Chip.DueIfNow", ("Due", Instants.Full(clock.Due, zone)))
            ),
            _ when now >= clock.Due => new("cs-chip-clock--late", "alert", Words("Sla.Chip.Late"), due, by),
            _ => new(now >= clock.WarnAt ? "cs-badge--warning cs-chip-clock--near" : null, "clock", Words("Sla.Chip.Left"), due, by),
        };

        string Words(string key) =>
            localizer.Format(
                key,
                ("Metric", localizer.Enum(clock.Metric)),
                ("Duration", Instants.Duration(localizer, (clock.Due - now).Duration()))
            );
    }
}
