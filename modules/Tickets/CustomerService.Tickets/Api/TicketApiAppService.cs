using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Api;

internal sealed class TicketApiAppService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketActors actors,
    TicketQuery queries,
    RequestTypeCatalog types,
    IUserIntegrationService users,
    MentionReader mentions,
    IPermissionChecker permissions,
    TimeProvider time
) : ITicketApiAppService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.Create)]
    public async Task<ApiTicketDto> CreateAsync(ApiCreateTicketInput input, CancellationToken cancellationToken = default)
    {
        var type = await types.GetAsync(input.Type, cancellationToken);
        var name = TextCleaner.CleanLine(input.Requester!.Name);
        var requester = await users.GetOrCreateCustomerAsync(TextCleaner.CleanLine(input.Requester.Email), name, null, cancellationToken);
        var (subject, body) = (TextCleaner.CleanLine(input.Subject), TextCleaner.Clean(input.Body));
        if (subject.Length == 0 || body.Length == 0)
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        var ticket = await tickets.CreateAsync(
            new NewTicket(
                subject,
                body,
                type.Facts,
                TicketChannel.Api,
                requester.Language,
                requester.Id,
                name,
                requester.Email,
                input.Priority,
                IsRequesterProven: input.Requester.Verified
            ),
            new TicketActor(requester.Id, name, false, TicketSource.Api),
            Now,
            cancellationToken
        );
        return ToDto(ticket);
    }

    [Authorize(TicketPermissions.Read)]
    public async Task<PagedResult<ApiTicketDto>> GetListAsync(ApiListInput input, CancellationToken cancellationToken = default)
    {
        var filter = new TicketFilter
        {
            Priority = input.Priority,
            RequestTypeKey = input.Type,
            Tag = input.Tag,
            AssigneeId = input.Assignee,
            RequesterEmail = input.Requester,
            Text = input.Q,
        };
        (filter.OnlyOpen, filter.Statuses) = ApiStatus.Parse(input.Status);
        var before = input.After is null ? long.MaxValue : TicketCursor.Number(input.After);
        var query = await queries.BuildAsync(TicketViews.All, filter, actors.CallerId, cancellationToken);
        var rows = await query
            .Where(t => t.Number < before)
            .OrderByDescending(t => t.Number)
            .Take(input.Limit + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(input.Limit).Select(ToDto).ToList();
        return new PagedResult<ApiTicketDto>(page, rows.Count > input.Limit ? TicketCursor.Of(page[^1].Number) : null);
    }

    [Authorize(TicketPermissions.Read)]
    public async Task<ApiTicketDetailDto> GetAsync(long number, CancellationToken cancellationToken = default)
    {
        var ticket =
            await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Number == number, cancellationToken)
            ?? throw TicketManager.NotFound();
        var tags = await db.Set<TicketTag>()
            .AsNoTracking()
            .Where(t => t.TicketId == ticket.Id)
            .OrderBy(t => t.Name)
            .Select(t => t.Name)
            .ToListAsync(cancellationToken);
        var messages = await db.Set<TicketMessage>()
            .AsNoTracking()
            .Where(m => m.TicketId == ticket.Id)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .ToListAsync(cancellationToken);
        return new ApiTicketDetailDto(ToDto(ticket), tags, FormValues.Read(ticket.Fields), [.. messages.Select(ToDto)]);
    }

    [Authorize(TicketPermissions.Note)]
    public async Task<ApiMessageDto> ReplyAsync(long number, ApiReplyInput input, CancellationToken cancellationToken = default)
    {
        if (input.Public)
        {
            await permissions.CheckAsync(TicketPermissions.Reply, cancellationToken);
        }

        var ticket = await tickets.LockCurrentAsync(number, cancellationToken);
        var body = TextCleaner.Clean(input.Body);
        var called = await mentions.ReadAsync(body, cancellationToken);
        var message = input.Public
            ? ticket.Reply(actors.Staff(), body, null, Now, called.Ids)
            : ticket.AddNote(actors.Staff(), body, Now, called.Ids);
        return ToDto(message) with { UnknownMentions = called.Unknown };
    }

    [Authorize(TicketPermissions.Edit)]
    public async Task<ApiTicketDto?> UpdateAsync(long number, ApiUpdateTicketInput input, CancellationToken cancellationToken = default)
    {
        var ticket = await tickets.LockAsync(number, cancellationToken);
        if (input.Priority is { } priority)
        {
            ticket.ChangePriority(priority, actors.Staff(), Now);
        }

        if (input.Status is { } status)
        {
            ticket.ChangeStatus(status, actors.Staff(), Now);
        }

        return await permissions.IsGrantedAsync(TicketPermissions.Read, cancellationToken) ? ToDto(ticket) : null;
    }

    private static ApiTicketDto ToDto(Ticket t) =>
        new(
            t.Id,
            t.Number,
            t.Subject,
            t.Status,
            t.Priority,
            t.RequestTypeKey,
            t.Channel,
            new ApiRequesterDto(t.RequesterId, t.RequesterName, t.RequesterEmail, t.IsRequesterProven),
            t.AssigneeId,
            t.CreationTime,
            t.LastModificationTime ?? t.CreationTime,
            t.NextDue == Ticket.NoDue ? null : t.NextDue,
            t.MergedInto
        );

    private static ApiMessageDto ToDto(TicketMessage m) => new(m.Id, m.At, m.AuthorName, m.IsByStaff, m.IsPublic, m.Body, m.Origin);
}
