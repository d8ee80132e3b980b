using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Merging;

/// <summary>
/// Several tickets about one thing become one, tickets that belong together are linked, and what is a matter of its own
/// becomes a ticket.
/// </summary>
public interface ITicketMergeAppService : IApplicationService
{
    /// <summary>
    /// Where one ticket could go: without a text the same customer's other open tickets, newest first, else what a number or words find.
    /// For several tickets: they themselves, oldest first.
    /// </summary>
    Task<IReadOnlyList<MergeCandidateDto>> FindTargetsAsync(MergeTargetsInput input, CancellationToken cancellationToken = default);

    /// <summary>What a merge would do, before it is done.</summary>
    Task<MergePreviewDto> PreviewAsync(MergeInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// All of them or none. Repeated, or done by somebody else in the same moment, it changes nothing more and answers
    /// the same.
    /// </summary>
    /// <returns>The number of the ticket that all are in now.</returns>
    Task<long> MergeAsync(MergeInput input, CancellationToken cancellationToken = default);

    /// <summary>Each shows the other from now on; nothing else changes. A link that is there already stays.</summary>
    Task LinkAsync(Guid ticketId, Guid otherId, CancellationToken cancellationToken = default);

    Task UnlinkAsync(Guid ticketId, Guid otherId, CancellationToken cancellationToken = default);

    /// <summary>A message of the customer begins a ticket of its own, linked to this one, where it stays readable too.</summary>
    Task<TicketCreatedDto> SplitAsync(SplitInput input, CancellationToken cancellationToken = default);
}

public sealed class MergeTargetsInput
{
    [MinLength(1), MaxLength(TicketLimits.Merge + 1)]
    public List<Guid> TicketIds { get; set; } = [];

    [StringLength(200)]
    public string? Text { get; set; }
}

public sealed class MergeInput
{
    [MinLength(1), MaxLength(TicketLimits.Merge)]
    public List<Guid> TicketIds { get; set; } = [];

    /// <summary>The ticket that stays.</summary>
    public Guid IntoId { get; set; }
}

public sealed class SplitInput
{
    public Guid TicketId { get; set; }

    public Guid MessageId { get; set; }

    [Required, StringLength(TicketLimits.Subject)]
    public string Subject { get; set; } = "";
}

/// <param name="Problem">Why it cannot be chosen, in the reader's language; null when it can.</param>
public sealed record MergeCandidateDto(
    Guid Id,
    long Number,
    string Subject,
    TicketStatus Status,
    string RequesterName,
    DateTime CreationTime,
    string? Problem
);

/// <param name="Numbers">The tickets that end.</param>
/// <param name="Into">The ticket that stays.</param>
/// <param name="SubTasks">Open parts of other departments.</param>
/// <param name="Tags">Those that the ticket does not have yet.</param>
/// <param name="TellsCustomer">The customer gets one mail.</param>
/// <param name="Problem">Why it cannot be done, in the reader's language; null when it can.</param>
public sealed record MergePreviewDto(
    IReadOnlyList<long> Numbers,
    long Into,
    string IntoSubject,
    string? IntoAssigneeName,
    int Messages,
    int Notes,
    int Files,
    int SubTasks,
    IReadOnlyList<string> Tags,
    string CustomerName,
    bool TellsCustomer,
    string? Problem
);
