using CustomerService.Framework.Entities;
using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Tickets;

/// <summary>Who, when, from what to what, from where. Append-only.</summary>
internal sealed class TicketHistoryEntry : TenantEntity
{
    private TicketHistoryEntry() { }

    public TicketHistoryEntry(
        Guid ticketId,
        TicketField field,
        string? from,
        string? to,
        TicketActor actor,
        DateTime at,
        string? reasonKey = null,
        Guid? fromId = null,
        Guid? toId = null
    )
    {
        (TicketId, Field, From, To, At, ReasonKey) = (ticketId, field, Cut(from), Cut(to), at, reasonKey);
        (FromId, ToId) = (fromId, toId);
        (ActorId, ActorName, Source) = (actor.Id, actor.Name, actor.Source);
    }

    public const int ValueLength = 300;

    public Guid TicketId { get; private set; }

    public TicketField Field { get; private set; }

    /// <summary>
    /// The value's own name (an enum value, what a person or group was called then); texts are made when it is read. People
    /// and groups are told apart by <see cref="FromId"/>, never by this.
    /// </summary>
    public string? From { get; private set; }

    /// <inheritdoc cref="From"/>
    public string? To { get; private set; }

    /// <summary>Of the owner or group, whatever they are called since.</summary>
    public Guid? FromId { get; private set; }

    /// <inheritdoc cref="FromId"/>
    public Guid? ToId { get; private set; }

    public DateTime At { get; private set; }

    public Guid? ActorId { get; private set; }

    /// <summary>What they were called then.</summary>
    public string ActorName { get; private set; } = "";

    public TicketSource Source { get; private set; }

    /// <summary>Localization key of the reason, where a rule gave one.</summary>
    public string? ReasonKey { get; private set; }

    private static string? Cut(string? value) => value is null ? null : WellFormed.Cut(value, ValueLength);
}

internal enum TicketField
{
    Status,
    Priority,
    RequestType,
    Assignee,
    Group,
    Escalation,
    Tag,
    Rating,
    FollowUp,
    SubTask,
    Refusal,
    Merge,
    Link,
    Split,
    Snooze,
}
