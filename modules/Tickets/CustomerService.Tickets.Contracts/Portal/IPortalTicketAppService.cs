using CustomerService.Framework.Application;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Prefill;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Portal;

/// <summary>What an end user may do with his own tickets. Whoever came by a ticket's link reaches that ticket only.</summary>
public interface IPortalTicketAppService : IApplicationService
{
    /// <summary>In the reader's language, in the admin's order.</summary>
    Task<IReadOnlyList<RequestTypeDto>> GetRequestTypesAsync(CancellationToken cancellationToken = default);

    Task<RequestTypeDto?> FindRequestTypeAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>What a signed link fills in.</summary>
    /// <param name="isSending">The form that it opened comes back: it may have run out since.</param>
    /// <returns>null when nobody of the company signed it for this form, or it has run out: the form is empty then.</returns>
    Task<PrefillDto?> ReadPrefillAsync(
        string requestTypeKey,
        string prefill,
        bool isSending,
        CancellationToken cancellationToken = default
    );

    /// <summary>What is wrong with the answers, so that a form can say it together with everything else.</summary>
    Task<IReadOnlyList<InputProblem>> CheckAnswersAsync(CheckAnswersInput input, CancellationToken cancellationToken = default);

    /// <summary>Signed in: for oneself. Otherwise name and mail address are needed, and the answer comes by mail.</summary>
    Task<PortalTicketCreatedDto> CreateAsync(CreatePortalTicketInput input, CancellationToken cancellationToken = default);

    /// <summary>Newest first; go on with <c>after</c>.</summary>
    Task<PagedResult<PortalTicketRowDto>> GetMineAsync(bool onlyOpen, string? after, CancellationToken cancellationToken = default);

    /// <summary>Of a request that was merged into another one, that other one.</summary>
    Task<PortalTicketDto> GetAsync(long number, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reopens a resolved ticket and one closed within 14 days; later the message begins a linked follow-up, whose
    /// number is returned.
    /// </summary>
    Task<PortalReplyResult> ReplyAsync(PortalReplyInput input, CancellationToken cancellationToken = default);

    /// <summary>"My problem is solved."</summary>
    Task CloseAsync(long number, CancellationToken cancellationToken = default);

    Task ReopenAsync(PortalReopenInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Against the newest refusal, once and until its day. The ticket is open again and somebody else decides; one that
    /// was closed too long ago goes on in a linked follow-up.
    /// </summary>
    Task<PortalReplyResult> AppealAsync(PortalAppealInput input, CancellationToken cancellationToken = default);

    Task RateAsync(RateTicketInput input, CancellationToken cancellationToken = default);

    /// <summary>Whether updates of this ticket are mailed.</summary>
    Task FollowAsync(long number, bool follow, CancellationToken cancellationToken = default);
}
