using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Tickets;

/// <summary>The desk's work with tickets, and the public API's.</summary>
public interface ITicketAppService : IApplicationService
{
    /// <summary>Read by key: the newest of a million cost what the newest of a thousand cost.</summary>
    Task<PagedResult<TicketRowDto>> GetListAsync(TicketListInput input, CancellationToken cancellationToken = default);

    /// <summary>All tickets of a view, newest first, at most <see cref="TicketLimits.Bulk"/>: what "select all" selects.</summary>
    Task<IReadOnlyList<Guid>> GetIdsAsync(TicketListInput input, CancellationToken cancellationToken = default);

    Task<TicketRowDto?> FindRowAsync(Guid ticketId, CancellationToken cancellationToken = default);

    Task<TicketDto> GetAsync(long number, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<HistoryEntryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Who can own tickets, and be mentioned.</summary>
    Task<IReadOnlyList<PersonDto>> GetStaffAsync(CancellationToken cancellationToken = default);

    /// <summary>Where tickets can be sent, by name; empty where nothing routes.</summary>
    Task<IReadOnlyList<GroupNameDto>> GetGroupsAsync(CancellationToken cancellationToken = default);

    Task<IReadOnlyList<string>> GetTagsAsync(CancellationToken cancellationToken = default);

    Task<TicketCreatedDto> CreateAsync(CreateTicketInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Never lost and never refused because somebody else answered; but held once, with the newer replies shown, when
    /// there are some.
    /// </summary>
    Task<ReplyResult> ReplyAsync(ReplyInput input, CancellationToken cancellationToken = default);

    Task<ReplyResult> AddNoteAsync(NoteInput input, CancellationToken cancellationToken = default);

    /// <summary>Empty texts remove it.</summary>
    Task SaveDraftAsync(DraftInput input, CancellationToken cancellationToken = default);

    /// <returns>HTML that is safe to show: what is written, as it will be read once it is sent.</returns>
    Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default);

    Task ChangeStatusAsync(ChangeStatusInput input, CancellationToken cancellationToken = default);

    Task ChangePriorityAsync(ChangePriorityInput input, CancellationToken cancellationToken = default);

    Task ChangeRequestTypeAsync(ChangeRequestTypeInput input, CancellationToken cancellationToken = default);

    Task SetTagsAsync(SetTagsInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a ticket for oneself: one of two who try at once gets it, the other is told who.</summary>
    Task ClaimAsync(Guid ticketId, Guid? expectedAgentId, CancellationToken cancellationToken = default);

    Task AssignAsync(AssignInput input, CancellationToken cancellationToken = default);

    Task WatchAsync(Guid ticketId, bool watch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Out of the queues until a time or the customer's answer. Its clocks go on: what is late is in "overdue" all the same.
    /// </summary>
    Task SnoozeAsync(SnoozeInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends a snooze; nothing happens to what is awake.</summary>
    Task WakeAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Each ticket for itself: what could not be changed is named, the rest is done.</summary>
    Task<BulkResult> ChangeManyAsync(BulkChangeInput input, CancellationToken cancellationToken = default);

    /// <summary>Waits for the message it is sent with (<see cref="ReplyInput.AttachmentIds"/>).</summary>
    Task<AttachmentDto> UploadAsync(Guid ticketId, FileUpload file, CancellationToken cancellationToken = default);

    Task RemoveUploadAsync(Guid attachmentId, CancellationToken cancellationToken = default);
}

/// <summary>Opens a file for whoever may see its message: staff all, customers what was said publicly in their own tickets.</summary>
public interface IAttachmentAppService : IApplicationService
{
    Task<AttachmentContent> OpenAsync(Guid attachmentId, CancellationToken cancellationToken = default);
}
