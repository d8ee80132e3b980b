using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Limits;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Prefill;
using CustomerService.Tickets.Refusals;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal;

internal sealed class PortalTicketAppService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketActors actors,
    RequestTypeCatalog types,
    FormValues forms,
    AttachmentStore attachments,
    UploadStore uploads,
    PrefillLinks links,
    PortalTicketReader reader,
    IUserIntegrationService users,
    TicketTagger tagger,
    PlanLimits limits,
    PortalRequesters requesters,
    PortalAccess access,
    TimeProvider time
) : IPortalTicketAppService
{
    /// <summary>Views and routing rules find appeals by it.</summary>
    private const string AppealTag = "appeal";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [AllowAnonymous]
    public async Task<IReadOnlyList<RequestTypeDto>> GetRequestTypesAsync(CancellationToken cancellationToken = default) =>
        [.. (await types.GetOfferedAsync(cancellationToken)).Select(t => t.ToDto())];

    [AllowAnonymous]
    public async Task<RequestTypeDto?> FindRequestTypeAsync(string key, CancellationToken cancellationToken = default) =>
        (await types.GetOfferedAsync(cancellationToken)).FirstOrDefault(t => t.Key == key)?.ToDto();

    [AllowAnonymous]
    public async Task<PrefillDto?> ReadPrefillAsync(
        string requestTypeKey,
        string prefill,
        bool isSending,
        CancellationToken cancellationToken = default
    ) =>
        await FindRequestTypeAsync(requestTypeKey, cancellationToken) is { } type
            ? await links.ReadAsync(type, prefill, isSending ? PrefillLimits.Grace : TimeSpan.Zero, cancellationToken)
            : null;

    [AllowAnonymous]
    public async Task<IReadOnlyList<InputProblem>> CheckAnswersAsync(CheckAnswersInput input, CancellationToken cancellationToken = default)
    {
        var type = (await types.GetAsync(input.RequestTypeKey, cancellationToken)).ToDto();
        var prefill = input.Prefill is { Length: > 0 } signed
            ? await links.ReadAsync(type, signed, PrefillLimits.Grace, cancellationToken)
            : null;
        return forms.FindProblems(type, input.Fields, input.HasFiles, prefill);
    }

    [AllowAnonymous]
    public async Task<PortalTicketCreatedDto> CreateAsync(CreatePortalTicketInput input, CancellationToken cancellationToken = default)
    {
        var type = await types.GetAsync(input.RequestTypeKey, cancellationToken);
        var prefill = input.Prefill is { Length: > 0 } signed
            ? await links.ReadAsync(type.ToDto(), signed, PrefillLimits.Grace, cancellationToken)
            : null;
        var fields = forms.Check(type.ToDto(), input.Fields, input.Files.Count + input.Uploaded.Count > 0, prefill);
        var (requester, isProven) = await requesters.GetAsync(input.Name, input.Email, cancellationToken);
        var actor = new TicketActor(requester.Id, requester.Name, false, TicketSource.Portal);
        var ticket = await tickets.CreateAsync(
            new NewTicket(
                Subject(input.Subject),
                Body(input.Body),
                type.Facts,
                TicketChannel.Portal,
                PortalRequesters.Culture,
                requester.Id,
                requester.Name,
                requester.Email,
                FieldsJson: fields,
                IsRequesterProven: isProven
            ),
            actor,
            Now,
            cancellationToken
        );
        await AttachAsync(ticket.Id, ticket.Messages[0].Id, requester.Id, input, cancellationToken);
        return new PortalTicketCreatedDto(ticket.Id, ticket.Number, requester.Id, requester.Email, isProven);
    }

    [Authorize]
    public async Task<PagedResult<PortalTicketRowDto>> GetMineAsync(
        bool onlyOpen,
        string? after,
        CancellationToken cancellationToken = default
    ) => await reader.GetMineAsync(actors.UserId, await OnlyTicketAsync(cancellationToken), onlyOpen, after, cancellationToken);

    [Authorize]
    public async Task<PortalTicketDto> GetAsync(long number, CancellationToken cancellationToken = default) =>
        await reader.GetAsync(await access.FindAsync(number, cancellationToken), actors.UserId, cancellationToken);

    [Authorize]
    public async Task<PortalReplyResult> ReplyAsync(PortalReplyInput input, CancellationToken cancellationToken = default)
    {
        var sight = await access.FindAsync(input.Number, cancellationToken);
        var ticket = await tickets.LockCurrentAsync(sight.CurrentId, cancellationToken);
        if (!sight.IsProven && (sight.IsPart || ticket.IsRequesterProven || ticket.NeedsFollowUp(Now)))
        {
            // Since then it is somebody's own: nobody else puts words into it.
            sight.RequireProof();
        }

        if (ticket.NeedsFollowUp(Now))
        {
            return await FollowUpAsync(ticket, input, cancellationToken);
        }

        var wasOpen = ticket.IsOpen;
        var actor = sight.IsProven ? actors.Customer() : actors.Customer() with { Name = ticket.RequesterName };
        var message = ticket.OnCustomerReply(actor, Body(input.Body), Now);
        if (sight.IsPart)
        {
            message.WrittenIn(sight.ShownNumber);
        }
        else if (sight.IsProven)
        {
            ticket.ProveRequester();
        }

        await AttachAsync(ticket.Id, message.Id, actors.UserId, input, cancellationToken);
        return new PortalReplyResult(sight.IsPart ? sight.ShownNumber : ticket.Number, false, !wasOpen);
    }

    [Authorize]
    public async Task CloseAsync(long number, CancellationToken cancellationToken = default)
    {
        var ticket = await LockProvenAsync(number, cancellationToken);
        ticket.ChangeStatus(TicketStatus.Closed, actors.Customer(), Now, TicketReasons.CustomerClosed);
    }

    [Authorize]
    public async Task ReopenAsync(PortalReopenInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await LockProvenAsync(input.Number, cancellationToken);
        if (ticket.IsOpen)
        {
            throw new BusinessException(TicketErrorCodes.NotReopenable).WithData("Number", ticket.Number);
        }

        ticket.OnCustomerReply(actors.Customer(), Body(input.Body), Now);
    }

    [Authorize]
    public async Task<PortalReplyResult> AppealAsync(PortalAppealInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await LockProvenAsync(input.Number, cancellationToken);
        var refusal = await db.Set<TicketRefusal>()
            .Where(r => r.TicketId == ticket.Id)
            .OrderByDescending(r => r.At)
            .FirstOrDefaultAsync(cancellationToken);
        if (refusal?.CanAppeal(Now) != true)
        {
            throw new BusinessException(TicketErrorCodes.NothingToAppeal);
        }

        refusal.Appeal(Now);
        ticket.RecordRefusal(RefusalText.Read(refusal.Text).Title.In(ticket.Language), null, actors.Customer(), Now);
        if (ticket.NeedsFollowUp(Now))
        {
            return await FollowUpAsync(
                ticket,
                new PortalReplyInput
                {
                    Number = input.Number,
                    Body = input.Reason,
                    Files = input.Files,
                    Uploaded = input.Uploaded,
                    Visitor = input.Visitor,
                },
                cancellationToken
            );
        }

        var wasOpen = ticket.IsOpen;
        var message = ticket.OnCustomerReply(actors.Customer(), Body(input.Reason), Now);
        await AttachAsync(ticket.Id, message.Id, actors.UserId, input, cancellationToken);
        await tagger.SetAsync(ticket, [AppealTag], [], TicketActor.System, cancellationToken);
        if (ticket.AssigneeId is { } owner && owner == refusal.ById)
        {
            // Whoever said no does not decide about it again.
            ticket.Assign(
                null,
                (await users.FindAsync(owner, cancellationToken))?.Name,
                null,
                TicketActor.System,
                Now,
                TicketReasons.Appealed
            );
        }

        return new PortalReplyResult(ticket.Number, false, !wasOpen);
    }

    [Authorize]
    public async Task RateAsync(RateTicketInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await LockProvenAsync(input.Number, cancellationToken);
        ticket.Rate(input.Score, TextCleaner.Clean(input.Comment), actors.Customer(), Now);
    }

    [Authorize]
    public async Task FollowAsync(long number, bool follow, CancellationToken cancellationToken = default)
    {
        var sight = await access.FindAsync(number, cancellationToken);
        sight.RequireProof();
        var ticketId = sight.CurrentId;
        var watcher = await db.Set<TicketWatcher>()
            .FirstOrDefaultAsync(w => w.TicketId == ticketId && w.UserId == actors.UserId, cancellationToken);
        if (watcher is null)
        {
            watcher = new TicketWatcher(ticketId, actors.UserId);
            db.Add(watcher);
        }

        watcher.IsMuted = !follow;
    }

    /// <summary>One's own ticket for what only its proven requester may do.</summary>
    private async Task<Ticket> LockProvenAsync(long number, CancellationToken cancellationToken)
    {
        var sight = await access.FindAsync(number, cancellationToken);
        sight.RequireProof();
        var ticket = await tickets.LockCurrentAsync(sight.CurrentId, cancellationToken);
        ticket.ProveRequester();
        return ticket;
    }

    /// <returns>The one ticket that is listed for a link's visitor, or none; null for whoever is signed in without limits.</returns>
    private async Task<Guid?> OnlyTicketAsync(CancellationToken cancellationToken)
    {
        if (access.OnlyTicket is not { } only)
        {
            return null;
        }

        var sight = await access.SeeAsync(only, cancellationToken);
        return sight is { IsProven: true, IsPart: false } ? sight.CurrentId : Guid.Empty;
    }

    private async Task<PortalReplyResult> FollowUpAsync(Ticket closed, PortalReplyInput input, CancellationToken cancellationToken)
    {
        var type = (await types.GetAllAsync(cancellationToken)).First(t => t.Id == closed.RequestTypeId);
        var ticket = await tickets.CreateAsync(
            new NewTicket(
                closed.Subject,
                Body(input.Body),
                type.Facts,
                TicketChannel.Portal,
                closed.Language,
                closed.RequesterId,
                closed.RequesterName,
                closed.RequesterEmail,
                FollowUpOfId: closed.Id,
                FollowUpOf: closed.Number,
                IsRequesterProven: true
            ),
            actors.Customer(),
            Now,
            cancellationToken
        );
        closed.RecordFollowUp(ticket.Number, actors.Customer(), Now);
        await AttachAsync(ticket.Id, ticket.Messages[0].Id, actors.UserId, input, cancellationToken);
        return new PortalReplyResult(ticket.Number, true, false);
    }

    private async Task AttachAsync(
        Guid ticketId,
        Guid messageId,
        Guid requesterId,
        MessageWithFilesInput input,
        CancellationToken cancellationToken
    )
    {
        if (input.Files.Count + input.Uploaded.Count == 0)
        {
            return;
        }

        await limits.CheckStorageAsync(isByCustomer: true, cancellationToken);
        await using var waiting = await uploads.OpenAsync(input.Visitor, input.Uploaded, cancellationToken);
        await attachments.AddAsync(ticketId, messageId, requesterId, [.. input.Files, .. waiting.Files], cancellationToken);
        await uploads.UseUpAsync(waiting, cancellationToken);
    }

    private static string Subject(string text) => Needed(TextCleaner.CleanLine(text));

    private static string Body(string text) => Needed(TextCleaner.Clean(text));

    private static string Needed(string text) => text.Length > 0 ? text : throw new BusinessException(TicketErrorCodes.EmptyMessage);
}
