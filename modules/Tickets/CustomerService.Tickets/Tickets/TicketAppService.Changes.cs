using CustomerService.Framework.Errors;
using CustomerService.Tickets.Attachments;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

internal sealed partial class TicketAppService
{
    [Authorize(TicketPermissions.Edit)]
    public async Task ChangeStatusAsync(ChangeStatusInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockAsync(input.TicketId, cancellationToken);
        if (input.Expected is { } expected && expected != ticket.Status && ticket.Status != input.To)
        {
            throw BusinessException
                .Conflict(TicketErrorCodes.StatusMoved)
                .WithData("Now", texts.Status(ticket.Status))
                .WithData("Wanted", texts.Status(input.To));
        }

        ticket.ChangeStatus(input.To, actors.Staff(), Now);
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task ChangePriorityAsync(ChangePriorityInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockAsync(input.TicketId, cancellationToken);
        if (input.Expected is { } expected && expected != ticket.Priority && ticket.Priority != input.To)
        {
            throw BusinessException
                .Conflict(TicketErrorCodes.PriorityMoved)
                .WithData("Now", texts.Priority(ticket.Priority))
                .WithData("Wanted", texts.Priority(input.To));
        }

        ticket.ChangePriority(input.To, actors.Staff(), Now);
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task ChangeRequestTypeAsync(ChangeRequestTypeInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockAsync(input.TicketId, cancellationToken);
        ticket.ChangeRequestType((await types.GetAsync(input.RequestTypeKey, cancellationToken)).Facts, actors.Staff(), Now);
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task SetTagsAsync(SetTagsInput input, CancellationToken cancellationToken = default) =>
        await tagger.SetAsync(
            await tickets.LockAsync(input.TicketId, cancellationToken),
            input.Add,
            input.Remove,
            actors.Staff(),
            cancellationToken
        );

    [Authorize(TicketPermissions.Reply)]
    public async Task ClaimAsync(Guid ticketId, Guid? expectedAgentId, CancellationToken cancellationToken = default) =>
        await assigner.AssignAsync(
            await tickets.LockAsync(ticketId, cancellationToken),
            actors.UserId,
            expectedAgentId,
            actors.Staff(),
            cancellationToken
        );

    [Authorize(TicketPermissions.Assign)]
    public async Task AssignAsync(AssignInput input, CancellationToken cancellationToken = default) =>
        await assigner.AssignAsync(
            await tickets.LockAsync(input.TicketId, cancellationToken),
            input.AgentId,
            input.ExpectedAgentId,
            actors.Staff(),
            cancellationToken
        );

    [Authorize(TicketPermissions.Read)]
    public async Task WatchAsync(Guid ticketId, bool watch, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockCurrentAsync(ticketId, cancellationToken);
        var watcher = await db.Set<TicketWatcher>()
            .FirstOrDefaultAsync(w => w.TicketId == ticket.Id && w.UserId == actors.UserId, cancellationToken);
        if (watcher is null && watch)
        {
            db.Add(new TicketWatcher(ticket.Id, actors.UserId));
        }
        else if (watcher is not null && !watch)
        {
            db.Remove(watcher);
        }
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task SnoozeAsync(SnoozeInput input, CancellationToken cancellationToken = default) =>
        await snoozes.SnoozeAsync(
            await tickets.LockAsync(input.TicketId, cancellationToken),
            input.Until,
            actors.Staff(),
            cancellationToken
        );

    [Authorize(TicketPermissions.Edit)]
    public async Task WakeAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await tickets.LockAsync(ticketId, cancellationToken)).Wake(actors.Staff(), Now);

    [Authorize(TicketPermissions.Edit)]
    public Task<BulkResult> ChangeManyAsync(BulkChangeInput input, CancellationToken cancellationToken = default) =>
        bulk.ChangeAsync(input, actors.Staff(), cancellationToken);

    [Authorize(TicketPermissions.Note)]
    public async Task<AttachmentDto> UploadAsync(Guid ticketId, FileUpload file, CancellationToken cancellationToken = default)
    {
        var me = actors.UserId;
        ticketId = await tickets.ResolveAsync(ticketId, cancellationToken);
        if (!await db.Set<Ticket>().AnyAsync(t => t.Id == ticketId, cancellationToken))
        {
            throw TicketManager.NotFound();
        }

        if (
            await db.Set<TicketAttachment>()
                .CountAsync(a => a.TicketId == ticketId && a.UploaderId == me && a.MessageId == null, cancellationToken)
            >= TicketLimits.FilesPerMessage
        )
        {
            throw new BusinessException(TicketErrorCodes.TooManyFiles).WithData("Max", TicketLimits.FilesPerMessage);
        }

        await limits.CheckStorageAsync(isByCustomer: false, cancellationToken);
        return (await attachments.AddAsync(ticketId, null, me, [file], cancellationToken))[0].ToDto();
    }

    [Authorize(TicketPermissions.Note)]
    public async Task RemoveUploadAsync(Guid attachmentId, CancellationToken cancellationToken = default)
    {
        var me = actors.UserId;
        var upload = await db.Set<TicketAttachment>()
            .FirstOrDefaultAsync(a => a.Id == attachmentId && a.UploaderId == me && a.MessageId == null, cancellationToken);
        if (upload is not null)
        {
            await attachments.RemoveAsync(upload);
        }
    }
}
