using CustomerService.Tickets.Refusals;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Portal;

/// <param name="RequesterId">For an access link to the ticket.</param>
/// <param name="IsProven">Signed in; else the address may be somebody else's, and the filer gets a link to his own words only.</param>
public sealed record PortalTicketCreatedDto(Guid Id, long Number, Guid RequesterId, string RequesterEmail, bool IsProven);

/// <param name="IsFollowUp">The old ticket was closed too long ago; <paramref name="Number"/> is a new one, linked to it.</param>
public sealed record PortalReplyResult(long Number, bool IsFollowUp, bool WasReopened);

public sealed record PortalTicketRowDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    string RequestTypeName,
    DateTime CreationTime,
    DateTime LastMessageAt,
    bool NeedsAnswer,
    bool CanRate
);

/// <param name="NeedsAnswer">We wait for the customer.</param>
/// <param name="Progress">The way so far and to come, in order.</param>
/// <param name="ReopenUntil">UTC; null when there is nothing to reopen.</param>
/// <param name="ClosesAt">UTC; when the resolved ticket closes by itself, or null.</param>
/// <param name="Refusal">The newest, or null.</param>
/// <param name="FollowUpOf">Number of the closed ticket that this one continues.</param>
/// <param name="MergedFrom">Numbers of the customer's other requests whose messages stand here now.</param>
/// <param name="Departments">Null when no other department was asked.</param>
/// <param name="IsReceipt">The address is not proven: what he wrote, and nothing that came of it.</param>
/// <param name="GoesOnIn">The number of the request that this one was merged into, where that one is not open to this link.</param>
public sealed record PortalTicketDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    TicketPriority Priority,
    Guid RequestTypeId,
    string RequestTypeKey,
    string RequestTypeName,
    DateTime CreationTime,
    bool NeedsAnswer,
    bool CanReply,
    bool CanClose,
    bool CanReopen,
    DateTime? ReopenUntil,
    bool CanRate,
    bool IsFollowed,
    int? RatingScore,
    string? RatingComment,
    long? FollowUpOf,
    string? AgentName,
    DateTime? ClosesAt,
    RefusalDto? Refusal,
    IReadOnlyList<PortalStepDto> Progress,
    IReadOnlyList<FieldValueDto> Fields,
    IReadOnlyList<PortalMessageDto> Messages,
    IReadOnlyList<long> MergedFrom,
    PortalDepartmentsDto? Departments,
    bool IsReceipt,
    long? GoesOnIn
);

/// <summary>Departments beside the one that answers: how many were asked, and how many have done all of their part.</summary>
public sealed record PortalDepartmentsDto(int Total, int Done);

/// <param name="At">UTC; null when not reached.</param>
public sealed record PortalStepDto(TicketStatus Status, DateTime? At, bool IsDone, bool IsCurrent);

/// <param name="Html">Safe to show as it is.</param>
/// <param name="Origin">Number of the request it was written in, when that was merged into this one.</param>
public sealed record PortalMessageDto(
    Guid Id,
    DateTime At,
    string AuthorName,
    bool IsByStaff,
    string Html,
    IReadOnlyList<AttachmentDto> Attachments,
    long? Origin
);
