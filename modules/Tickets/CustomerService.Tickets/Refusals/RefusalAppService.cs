using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Refusals;

internal sealed class RefusalAppService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketActors actors,
    RefusalWords words,
    TimeProvider time
) : IRefusalAppService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.Read)]
    [Authorize(TicketPermissions.Reply)]
    public async Task<IReadOnlyList<RefusalReasonDto>> GetReasonsAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var language =
            await db.Set<Ticket>().Where(t => t.Id == ticketId).Select(t => t.Language).FirstOrDefaultAsync(cancellationToken)
            ?? throw TicketManager.NotFound();
        var offered = new List<RefusalReasonDto>();
        foreach (var reason in await AllAsync(cancellationToken))
        {
            offered.Add(
                new RefusalReasonDto(
                    reason.Id,
                    RefusalText.Read(reason.Text).Title.In(language),
                    reason.IsRestriction,
                    await words.MessageAsync(reason, language, Now, cancellationToken)
                )
            );
        }

        return offered;
    }

    [Authorize(TicketPermissions.Reply)]
    public async Task RefuseAsync(RefuseInput input, CancellationToken cancellationToken = default)
    {
        var reason = await FindAsync(input.ReasonId, cancellationToken);
        var ticket = await tickets.LockAsync(input.TicketId, cancellationToken);
        if (!ticket.IsOpen)
        {
            throw new BusinessException(TicketErrorCodes.RefusalNeedsOpenTicket);
        }

        var actor = actors.Staff();
        var message = ticket.Reply(
            actor,
            await words.MessageAsync(reason, ticket.Language, Now, cancellationToken),
            reason.IsRestriction ? TicketStatus.WaitingForCustomer : TicketStatus.Resolved,
            Now
        );
        ticket.RecordRefusal(null, RefusalText.Read(reason.Text).Title.In(ticket.Language), actor, Now);
        if (TextCleaner.Clean(input.Note) is { Length: > 0 } note)
        {
            ticket.AddNote(actor, note, Now);
        }

        db.Add(new TicketRefusal(ticket.Id, message.Id, reason, actor.Id, Now));
    }

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<IReadOnlyList<SaveRefusalReasonInput>> GetForEditAsync(CancellationToken cancellationToken = default) =>
        [.. (await AllAsync(cancellationToken)).Select(ToInput)];

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<Guid> SaveAsync(SaveRefusalReasonInput input, CancellationToken cancellationToken = default)
    {
        if (await db.Set<RefusalReason>().AnyAsync(r => r.Key == input.Key && r.Id != input.Id, cancellationToken))
        {
            throw new BusinessException(TicketErrorCodes.RefusalKeyTaken).WithData("Key", input.Key);
        }

        var reason = input.Id is { } id
            ? await FindAsync(id, cancellationToken)
            : new RefusalReason((await db.Set<RefusalReason>().MaxAsync(r => (int?)r.Order, cancellationToken) ?? 0) + 1);
        reason.Describe(
            input.Key,
            input.IsRestriction,
            input.AppealDays,
            new RefusalText(
                new(TextCleaner.CleanLine(input.TitleEn), TextCleaner.CleanLine(input.TitleZh)),
                Text(input.TextEn, input.TextZh),
                Text(input.LiftEn, input.LiftZh),
                Text(input.PapersEn, input.PapersZh),
                Text(input.AppealEn, input.AppealZh)
            ),
            TextCleaner.Clean(input.InternalRule)
        );
        if (input.Id is null)
        {
            db.Add(reason);
        }

        return reason.Id;
    }

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        (await FindAsync(id, cancellationToken)).Archive();

    private Task<List<RefusalReason>> AllAsync(CancellationToken cancellationToken) =>
        db.Set<RefusalReason>().AsNoTracking().Where(r => !r.IsArchived).OrderBy(r => r.Order).ToListAsync(cancellationToken);

    private async Task<RefusalReason> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<RefusalReason>().FirstOrDefaultAsync(r => r.Id == id && !r.IsArchived, cancellationToken)
        ?? throw BusinessException.NotFound(TicketErrorCodes.RefusalReasonNotFound);

    private static SaveRefusalReasonInput ToInput(RefusalReason reason)
    {
        var text = RefusalText.Read(reason.Text);
        return new SaveRefusalReasonInput
        {
            Id = reason.Id,
            Key = reason.Key,
            IsRestriction = reason.IsRestriction,
            AppealDays = reason.AppealDays,
            TitleEn = text.Title.En,
            TitleZh = text.Title.Zh,
            TextEn = text.Text.En,
            TextZh = text.Text.Zh,
            LiftEn = text.Lift.En,
            LiftZh = text.Lift.Zh,
            PapersEn = text.Papers.En,
            PapersZh = text.Papers.Zh,
            AppealEn = text.Appeal.En,
            AppealZh = text.Appeal.Zh,
            InternalRule = reason.InternalRule,
        };
    }

    private static LocalizedText Text(string en, string zh) => new(TextCleaner.Clean(en), TextCleaner.Clean(zh));
}
