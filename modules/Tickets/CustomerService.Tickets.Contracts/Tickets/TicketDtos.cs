namespace CustomerService.Tickets.Tickets;

public sealed record PersonDto(Guid Id, string Name, string Email);

public sealed record GroupNameDto(Guid Id, string Name);

/// <param name="IsPaused">No clock runs: somebody else's turn.</param>
/// <param name="CustomerWaits">The last word was the customer's.</param>
public sealed record TicketRowDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    string RequesterName,
    string? GroupName,
    Guid? AssigneeId,
    string? AssigneeName,
    string RequestTypeKey,
    string RequestTypeName,
    DateTime? NextDue,
    bool IsPaused,
    bool CustomerWaits,
    int EscalationLevel,
    DateTime CreationTime,
    DateTime LastMessageAt,
    bool IsSnoozed = false
);

/// <param name="AllowedStatuses">Where it may go from here.</param>
/// <param name="LastMessageId">Newest public message; send it with a reply.</param>
/// <param name="MergedInto">Number of the ticket that its story goes on in, or null.</param>
/// <param name="MergedFrom">Those whose story goes on here.</param>
public sealed record TicketDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    TicketGrade Risk,
    TicketGrade Complexity,
    Guid RequestTypeId,
    string RequestTypeKey,
    string RequestTypeName,
    TicketChannel Channel,
    string Language,
    CustomerCardDto Requester,
    Guid? AssigneeId,
    string? AssigneeName,
    Guid? GroupId,
    string? GroupName,
    int RequiredStars,
    int EscalationLevel,
    DateTime? NextDue,
    DateTime CreationTime,
    DateTime? ResolvedAt,
    DateTime? ClosedAt,
    int? RatingScore,
    string? RatingComment,
    long? FollowUpOf,
    bool IsOverPlan,
    bool IsWatched,
    Guid? LastMessageId,
    Guid Version,
    IReadOnlyList<TicketStatus> AllowedStatuses,
    IReadOnlyList<string> Tags,
    IReadOnlyList<FieldValueDto> Fields,
    IReadOnlyList<TimelineItemDto> Timeline,
    IReadOnlyList<OtherTicketDto> OtherTickets,
    DraftDto Draft,
    long? MergedInto,
    IReadOnlyList<OtherTicketDto> MergedFrom,
    IReadOnlyList<OtherTicketDto> Linked,
    SnoozeDto? Snooze
);

/// <param name="Until">UTC; null is until the customer answers.</param>
public sealed record SnoozeDto(DateTime? Until);

/// <param name="Tier">Localization key of the tier's name.</param>
/// <param name="IsProven">The address is known to be the requester's own.</param>
/// <param name="HoldsContent">An account matter: mails tell that there is an answer, and show it once the address is confirmed.</param>
public sealed record CustomerCardDto(
    Guid Id,
    string Name,
    string Email,
    string Tier,
    string Language,
    string? TimeZone,
    bool IsProven,
    bool HoldsContent
);

public sealed record OtherTicketDto(long Number, string Subject, TicketStatus Status, DateTime CreationTime, Guid Id);

/// <param name="IsVerified">The company's own systems said so by a signed link, and the customer left it as it was.</param>
public sealed record FieldValueDto(string Key, string Label, string Value, bool IsVerified = false);

public sealed record DraftDto(string Reply, string Note, DateTime? SavedAt, IReadOnlyList<AttachmentDto> Attachments);

public enum TimelineKind
{
    Public,
    Note,
    System,
}

/// <param name="Html">Safe to show as it is.</param>
/// <param name="Origin">Number of the ticket it was written in, when that was merged into this one.</param>
/// <param name="IsUnproven">Written by somebody who had not shown that the address is his.</param>
public sealed record TimelineItemDto(
    Guid Id,
    TimelineKind Kind,
    DateTime At,
    Guid? AuthorId,
    string AuthorName,
    bool IsByStaff,
    string Html,
    IReadOnlyList<AttachmentDto> Attachments,
    long? Origin = null,
    bool IsUnproven = false
);

/// <summary>All texts in the reader's language.</summary>
public sealed record HistoryEntryDto(
    Guid Id,
    DateTime At,
    string Who,
    string What,
    string? From,
    string? To,
    string Source,
    string? Reason
);

public sealed record TicketCreatedDto(Guid Id, long Number, TicketStatus Status, DateTime CreationTime);

/// <param name="IsHeld">Not sent yet: <paramref name="NewerReplies"/> came in between. The draft is kept; send again
/// with <see cref="ReplyInput.SendAnyway"/>.</param>
public sealed record ReplyResult(bool IsHeld, Guid? MessageId, IReadOnlyList<TimelineItemDto> NewerReplies);

public sealed record BulkResult(int Changed, IReadOnlyList<BulkProblem> Problems);

public sealed record BulkProblem(long Number, string Sentence);
