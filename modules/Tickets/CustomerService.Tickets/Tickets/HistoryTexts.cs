using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.RequestTypes;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Tickets;

/// <summary>Says a history entry in the reader's language.</summary>
internal sealed class HistoryTexts(IStringLocalizer localizer, RequestTypeCatalog types) : ITransientDependency
{
    /// <summary>One line for the timeline.</summary>
    public async Task<string> LineAsync(TicketHistoryEntry entry)
    {
        var (from, to) = (await ValueAsync(entry.Field, entry.From), await ValueAsync(entry.Field, entry.To));
        var form = (from, to) switch
        {
            (null, not null) => "Set",
            (not null, null) => "Cleared",
            _ => "Changed",
        };
        var line = localizer.Format($"Tickets.History.{entry.Field}.{form}", ("Who", Who(entry)), ("From", from), ("To", to));
        return entry.ReasonKey is null
            ? line
            : localizer.Format("Tickets.History.WithReason", ("Line", line), ("Reason", localizer[entry.ReasonKey].Value));
    }

    public async Task<HistoryEntryDto> EntryAsync(TicketHistoryEntry entry) =>
        new(
            entry.Id,
            entry.At,
            Who(entry),
            localizer[$"Tickets.Field.{entry.Field}"],
            await ValueAsync(entry.Field, entry.From),
            await ValueAsync(entry.Field, entry.To),
            localizer[$"Tickets.Source.{entry.Source}"],
            entry.ReasonKey is null ? null : localizer[entry.ReasonKey].Value
        );

    public string Who(TicketHistoryEntry entry) => entry.ActorName.Length > 0 ? entry.ActorName : localizer["Tickets.System"].Value;

    public string Status(TicketStatus status) => localizer.Enum(status);

    public string Priority(TicketPriority priority) => localizer.Enum(priority);

    /// <summary>The reader's zone is not known here.</summary>
    private string SnoozeText(DateTime until) =>
        until == Ticket.NoDue
            ? localizer["Tickets.Snooze.Answer"]
            : localizer.Format("Tickets.Snooze.Instant", ("Date", until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));

    private async Task<string?> ValueAsync(TicketField field, string? value) =>
        value is null
            ? null
            : field switch
            {
                TicketField.Status => localizer[$"Enum.TicketStatus.{value}"].Value,
                TicketField.Priority => localizer[$"Enum.TicketPriority.{value}"].Value,
                TicketField.RequestType => (await types.GetAllAsync()).FirstOrDefault(t => t.Key == value)?.Name ?? value,
                TicketField.Snooze => SnoozeText(DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)),
                TicketField.FollowUp or TicketField.Merge or TicketField.Link or TicketField.Split => "#" + value,
                _ => value,
            };
}
