using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Limits;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>All of it shows what stands in the ticket, so all of it needs the right to read.</summary>
[Authorize(TicketPermissions.Read)]
internal sealed partial class TicketAppService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketActors actors,
    TicketListReader lists,
    TicketReader reader,
    HistoryTexts texts,
    RequestTypeCatalog types,
    AttachmentStore attachments,
    IUserIntegrationService users,
    MentionReader mentions,
    TicketAssigner assigner,
    TicketTagger tagger,
    BulkChanger bulk,
    SnoozeTimer snoozes,
    PlanLimits limits,
    TimeProvider time
) : ITicketAppService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.Read)]
    public Task<PagedResult<TicketRowDto>> GetListAsync(TicketListInput input, CancellationToken cancellationToken = default) =>
        lists.GetAsync(input, actors.UserId, cancellationToken);

    [Authorize(TicketPermissions.Read)]
    public Task<IReadOnlyList<Guid>> GetIdsAsync(TicketListInput input, CancellationToken cancellationToken = default) =>
        lists.GetIdsAsync(input, actors.UserId, cancellationToken);

    [Authorize(TicketPermissions.Read)]
    public Task<TicketRowDto?> FindRowAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        lists.FindAsync(ticketId, cancellationToken);

    [Authorize(TicketPermissions.Read)]
    public Task<TicketDto> GetAsync(long number, CancellationToken cancellationToken = default) =>
        reader.GetAsync(number, actors.UserId, cancellationToken);

    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<HistoryEntryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var entries = new List<HistoryEntryDto>();
        foreach (
            var entry in await db.Set<TicketHistoryEntry>()
                .AsNoTracking()
                .Where(h => h.TicketId == ticketId)
                .OrderByDescending(h => h.At)
                .ThenByDescending(h => h.Id)
                .ToListAsync(cancellationToken)
        )
        {
            entries.Add(await texts.EntryAsync(entry));
        }

        return entries;
    }

    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<PersonDto>> GetStaffAsync(CancellationToken cancellationToken = default) =>
        [.. (await users.GetStaffAsync(cancellationToken)).Select(u => new PersonDto(u.Id, u.Name, u.Email)).OrderBy(p => p.Name)];

    [Authorize(TicketPermissions.Read)]
    public Task<IReadOnlyList<GroupNameDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        assigner.GetGroupsAsync(cancellationToken);

    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<string>> GetTagsAsync(CancellationToken cancellationToken = default) =>
        await db.Set<TicketTagName>().AsNoTracking().OrderBy(t => t.Name).Select(t => t.Name).Take(500).ToListAsync(cancellationToken);

    [Authorize(TicketPermissions.Create)]
    public async Task<TicketCreatedDto> CreateAsync(CreateTicketInput input, CancellationToken cancellationToken = default)
    {
        await limits.CheckTicketAsync(cancellationToken);
        var actor = actors.Staff();
        var type = await types.GetAsync(input.RequestTypeKey, cancellationToken);
        var name = TextCleaner.CleanLine(input.RequesterName);
        var requester = await users.GetOrCreateCustomerAsync(TextCleaner.CleanLine(input.RequesterEmail), name, null, cancellationToken);
        var channel = actor.Source == TicketSource.Api ? TicketChannel.Api : TicketChannel.Agent;
        var ticket = await tickets.CreateAsync(
            new NewTicket(
                Needed(TextCleaner.CleanLine(input.Subject)),
                Needed(TextCleaner.Clean(input.Body)),
                type.Facts,
                channel,
                requester.Language,
                requester.Id,
                name,
                requester.Email,
                input.Priority
            ),
            actor,
            Now,
            cancellationToken
        );
        if (input.AssignToMe && actor.Source == TicketSource.Desk && await MayTakeAsync(ticket, actor, cancellationToken))
        {
            ticket.Assign(actor.Id, null, actor.Name, actor, Now);
        }

        return new TicketCreatedDto(ticket.Id, ticket.Number, ticket.Status, ticket.CreationTime);
    }

    [Authorize(TicketPermissions.Reply)]
    public async Task<ReplyResult> ReplyAsync(ReplyInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockCurrentAsync(input.TicketId, cancellationToken);
        var actor = actors.Staff();
        if (
            input is { SendAnyway: false, LastSeenMessageId: { } lastSeen }
            && await reader.NewerThanAsync(ticket.Id, lastSeen, actors.UserId, cancellationToken) is { Count: > 0 } newer
        )
        {
            await KeepDraftAsync(ticket.Id, draft => draft.Reply = TextCleaner.Clean(input.Body), cancellationToken);
            return new ReplyResult(true, null, newer);
        }

        var message = ticket.Reply(
            actor,
            TextCleaner.Clean(input.Body),
            input.StatusAfter,
            Now,
            (await mentions.ReadAsync(input.Body, cancellationToken)).Ids
        );
        if (ticket.AssigneeId is null && actor.Source == TicketSource.Desk && await MayTakeAsync(ticket, actor, cancellationToken))
        {
            ticket.Assign(actor.Id, null, actor.Name, actor, Now, TicketReasons.TakenByReply);
        }

        await attachments.BindAsync(ticket.Id, message.Id, actor.Id, input.AttachmentIds, cancellationToken);
        await KeepDraftAsync(ticket.Id, draft => draft.Reply = "", cancellationToken);
        return new ReplyResult(false, message.Id, []);
    }

    [Authorize(TicketPermissions.Note)]
    public async Task<ReplyResult> AddNoteAsync(NoteInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockCurrentAsync(input.TicketId, cancellationToken);
        var message = ticket.AddNote(
            actors.Staff(),
            TextCleaner.Clean(input.Body),
            Now,
            (await mentions.ReadAsync(input.Body, cancellationToken)).Ids
        );
        await attachments.BindAsync(ticket.Id, message.Id, actors.UserId, input.AttachmentIds, cancellationToken);
        await KeepDraftAsync(ticket.Id, draft => draft.Note = "", cancellationToken);
        return new ReplyResult(false, message.Id, []);
    }

    [Authorize(TicketPermissions.Read)]
    public Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default) =>
        Task.FromResult(MessageRenderer.Render(TextCleaner.Clean(input.Body), isByStaff: true));

    [Authorize(TicketPermissions.Read)]
    public async Task SaveDraftAsync(DraftInput input, CancellationToken cancellationToken = default)
    {
        var ticketId = await tickets.ResolveAsync(input.TicketId, cancellationToken);
        if (!await db.Set<Ticket>().AnyAsync(t => t.Id == ticketId, cancellationToken))
        {
            throw TicketManager.NotFound();
        }

        await KeepDraftAsync(
            ticketId,
            draft => (draft.Reply, draft.Note) = (TextCleaner.Clean(input.Reply), TextCleaner.Clean(input.Note)),
            cancellationToken
        );
    }

    /// <summary>Whoever may not own it may still help: the answer is sent, and the ticket waits for its owner.</summary>
    private async Task<bool> MayTakeAsync(Ticket ticket, TicketActor actor, CancellationToken cancellationToken)
    {
        try
        {
            await assigner.CheckAsync(ticket, actor.Id!.Value, actor, cancellationToken);
            return true;
        }
        catch (BusinessException)
        {
            return false;
        }
    }

    private async Task KeepDraftAsync(Guid ticketId, Action<TicketDraft> change, CancellationToken cancellationToken)
    {
        var me = actors.UserId;
        var draft = await db.Set<TicketDraft>().FirstOrDefaultAsync(d => d.TicketId == ticketId && d.UserId == me, cancellationToken);
        var kept = draft ?? new TicketDraft(ticketId, me);
        change(kept);
        kept.SavedAt = Now;
        if (draft is null && !kept.IsEmpty)
        {
            db.Add(kept);
        }
        else if (draft is not null && kept.IsEmpty)
        {
            db.Remove(kept);
        }
    }

    private static string Needed(string text) => text.Length > 0 ? text : throw new BusinessException(TicketErrorCodes.EmptyMessage);
}
