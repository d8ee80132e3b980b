using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Tenants.Plans;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// One customer's case. Its rules are written here and nowhere else: where the status may go, who owns it, what reopens it.
/// Each change leaves a history entry and an event.
/// </summary>
internal sealed partial class Ticket : TenantAggregateRoot, IMetered
{
    /// <summary>Sorts tickets without a running clock after all others.</summary>
    public static readonly DateTime NoDue = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<TicketMessage> _messages = [];
    private readonly List<TicketHistoryEntry> _history = [];

    private Ticket() { }

    public Ticket(long number, NewTicket ticket, TicketActor actor, DateTime now)
    {
        (Number, Subject, Channel, Language) = (number, ticket.Subject.Trim(), ticket.Channel, ticket.Language);
        (RequesterId, RequesterName, RequesterEmail) = (ticket.RequesterId, ticket.RequesterName, ticket.RequesterEmail);
        (RequestTypeId, RequestTypeKey, Risk, Complexity) = (ticket.Type.Id, ticket.Type.Key, ticket.Type.Risk, ticket.Type.Complexity);
        (Priority, Fields, ExternalKey) = (ticket.Priority ?? ticket.Type.DefaultPriority, ticket.FieldsJson, ticket.ExternalKey);
        (FollowUpOfId, FollowUpOf) = (ticket.FollowUpOfId, ticket.FollowUpOf);
        IsRequesterProven = ticket.IsRequesterProven;
        (CreationTime, LastMessageAt, LastActorIsCustomer, IsImported) = (now, now, true, actor.Source == TicketSource.Import);
        var author = actor.IsStaff ? new TicketActor(ticket.RequesterId, ticket.RequesterName, false, actor.Source) : actor;
        _messages.Add(new TicketMessage(Id, author with { IsProven = IsRequesterProven }, ticket.Body.Trim(), true, now));
        AddDistributedEvent(new TicketCreatedEto(Snapshot(), now, IsImported));
    }

    public long Number { get; private set; }

    public string Subject { get; private set; } = "";

    public TicketStatus Status { get; private set; }

    /// <summary>Neither resolved nor closed; a column of its own because the queues' indexes hold open tickets only.</summary>
    public bool IsOpen { get; private set; } = true;

    public TicketPriority Priority { get; private set; }

    public TicketGrade Risk { get; private set; }

    public TicketGrade Complexity { get; private set; }

    public Guid RequestTypeId { get; private set; }

    public string RequestTypeKey { get; private set; } = "";

    public TicketChannel Channel { get; private set; }

    public string Language { get; private set; } = "";

    public Guid RequesterId { get; private set; }

    public string RequesterName { get; private set; } = "";

    public string RequesterEmail { get; private set; } = "";

    /// <summary>
    /// Whoever asked has shown that the address is his: signed in, by the link of a mail, or the company's own system says so. Until then
    /// anybody may have typed it.
    /// </summary>
    public bool IsRequesterProven { get; private set; }

    /// <summary>
    /// An account matter of somebody who may not be the one whose account it is: what is answered stays on our side
    /// until then.
    /// </summary>
    public bool HoldsContent => Risk == TicketGrade.High && !IsRequesterProven;

    public Guid? AssigneeId { get; private set; }

    public Guid? GroupId { get; private set; }

    public string? GroupName { get; private set; }

    public int RequiredStars { get; private set; }

    public int EscalationLevel { get; private set; }

    /// <summary>
    /// UTC; nearest due time of the running clocks, <see cref="NoDue"/> when none runs. Written by whoever keeps the
    /// clocks.
    /// </summary>
    public DateTime NextDue { get; private set; } = NoDue;

    /// <summary>UTC; asleep until then, <see cref="NoDue"/> until the customer answers; null is awake.</summary>
    public DateTime? SnoozedUntil { get; private set; }

    public DateTime LastMessageAt { get; private set; }

    /// <summary>The last public word was the customer's.</summary>
    public bool LastActorIsCustomer { get; private set; }

    public DateTime? FirstResponseAt { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public int? RatingScore { get; private set; }

    public string? RatingComment { get; private set; }

    public Guid? FollowUpOfId { get; private set; }

    public long? FollowUpOf { get; private set; }

    /// <summary>The ticket whose story this one's has become part of, or null. Never changes again.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>The number of <see cref="MergedIntoId"/>.</summary>
    public long? MergedInto { get; private set; }

    /// <summary>JSON list of <see cref="FieldValueDto"/>: the form as it was filled in.</summary>
    public string? Fields { get; private set; }

    /// <summary>The key of an import, or null.</summary>
    public string? ExternalKey { get; private set; }

    public bool IsImported { get; private set; }

    Usage IMetered.Usage => new(TenantFeatures.TicketsPerMonth, IsImported ? 0 : 1);

    /// <summary>Came in when the plan's tickets of the month were used up.</summary>
    public bool IsOverPlan { get; private set; }

    /// <summary>Only what was added in this unit of work, unless loaded.</summary>
    public IReadOnlyList<TicketMessage> Messages => _messages;

    /// <inheritdoc cref="Messages"/>
    public IReadOnlyList<TicketHistoryEntry> History => _history;

    /// <summary>The address is the requester's own.</summary>
    public void ProveRequester() => IsRequesterProven = true;

    public void MarkOverPlan() => IsOverPlan = true;

    public TicketCreatedEto CreatedEvent() => new(Snapshot(), CreationTime, IsImported);

    public TicketSnapshot Snapshot() =>
        new(
            Id,
            Number,
            Subject,
            Status,
            Priority,
            Risk,
            Complexity,
            RequestTypeId,
            RequestTypeKey,
            Channel,
            RequesterId,
            AssigneeId,
            GroupId,
            CreationTime,
            EscalationLevel,
            Language
        );

    private void Record(
        TicketField field,
        string? from,
        string? to,
        TicketActor actor,
        DateTime now,
        string? reasonKey = null,
        Guid? fromId = null,
        Guid? toId = null
    ) => _history.Add(new TicketHistoryEntry(Id, field, from, to, actor, now, reasonKey, fromId, toId));

    private BusinessException StatusNotAllowed(TicketStatus to) =>
        new BusinessException(TicketErrorCodes.StatusNotAllowed).WithData("From", Status).WithData("To", to);
}

/// <param name="FieldsJson">JSON list of <see cref="FieldValueDto"/>.</param>
internal sealed record NewTicket(
    string Subject,
    string Body,
    TicketTypeFacts Type,
    TicketChannel Channel,
    string Language,
    Guid RequesterId,
    string RequesterName,
    string RequesterEmail,
    TicketPriority? Priority = null,
    string? FieldsJson = null,
    string? ExternalKey = null,
    Guid? FollowUpOfId = null,
    long? FollowUpOf = null,
    bool IsRequesterProven = false
);

/// <summary>What a ticket takes over from its request type.</summary>
internal sealed record TicketTypeFacts(Guid Id, string Key, TicketPriority DefaultPriority, TicketGrade Risk, TicketGrade Complexity);
