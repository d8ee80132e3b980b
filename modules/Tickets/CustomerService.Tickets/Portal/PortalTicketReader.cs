using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Merging;
using CustomerService.Tickets.Refusals;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal;

/// <summary>A ticket as its customer sees it: no notes, no history of people, no files of notes.</summary>
internal sealed class PortalTicketReader(
    CustomerServiceDbContext db,
    RequestTypeCatalog types,
    IUserIntegrationService users,
    AutoCloseRule autoClose,
    MergedForms forms,
    TimeProvider time
) : ITransientDependency
{
    private const int PageSize = 20;
    private static readonly TicketStatus[] Way =
    [
        TicketStatus.New,
        TicketStatus.InProgress,
        TicketStatus.WaitingForCustomer,
        TicketStatus.Resolved,
    ];

    public async Task<PagedResult<PortalTicketRowDto>> GetMineAsync(
        Guid requesterId,
        Guid? onlyTicket,
        bool onlyOpen,
        string? after,
        CancellationToken cancellationToken
    )
    {
        var before = after is null ? long.MaxValue : TicketCursor.Number(after);
        var rows = await db.Set<Ticket>()
            .AsNoTracking()
            .Where(t =>
                t.RequesterId == requesterId
                && t.MergedIntoId == null
                && t.Number < before
                && (!onlyOpen || t.IsOpen)
                && (onlyTicket == null || t.Id == onlyTicket)
            )
            .OrderByDescending(t => t.Number)
            .Take(PageSize + 1)
            .Select(t => new
            {
                t.Id,
                t.Number,
                t.Subject,
                t.Status,
                t.Priority,
                t.RequestTypeId,
                t.CreationTime,
                t.LastMessageAt,
                t.RatingScore,
                t.IsOpen,
            })
            .ToListAsync(cancellationToken);
        var names = (await types.GetAllAsync(cancellationToken)).ToDictionary(t => t.Id, t => t.Name);
        var page = rows.Take(PageSize)
            .Select(t => new PortalTicketRowDto(
                t.Id,
                t.Number,
                t.Subject,
                t.Status,
                t.Priority,
                names.GetValueOrDefault(t.RequestTypeId, ""),
                t.CreationTime,
                t.LastMessageAt,
                t.Status == TicketStatus.WaitingForCustomer,
                !t.IsOpen && t.RatingScore is null
            ))
            .ToList();
        return new PagedResult<PortalTicketRowDto>(page, rows.Count > PageSize ? TicketCursor.Of(page[^1].Number) : null);
    }

    public async Task<PortalTicketDto> GetAsync(PortalSight sight, Guid userId, CancellationToken cancellationToken)
    {
        var ticketId = sight.ShownId;
        if (!sight.IsProven || sight.IsPart)
        {
            return await GetPartAsync(sight, cancellationToken);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var t = await db.Set<Ticket>().AsNoTracking().FirstAsync(x => x.Id == ticketId, cancellationToken);
        var type = (await types.GetAllAsync(cancellationToken)).FirstOrDefault(x => x.Id == t.RequestTypeId);
        var isMuted = await db.Set<TicketWatcher>()
            .AnyAsync(w => w.TicketId == ticketId && w.UserId == userId && w.IsMuted, cancellationToken);
        var agent = t.AssigneeId is { } agentId ? await users.FindAsync(agentId, cancellationToken) : null;
        var canReopen = !t.IsOpen && !t.NeedsFollowUp(now);
        return new PortalTicketDto(
            t.Id,
            t.Number,
            t.Subject,
            t.Status,
            t.Priority,
            t.RequestTypeId,
            t.RequestTypeKey,
            type?.Name ?? "",
            t.CreationTime,
            t.Status == TicketStatus.WaitingForCustomer,
            true,
            t.Status != TicketStatus.Closed,
            canReopen,
            canReopen ? (t.ClosedAt ?? now) + TicketLimits.ReopenWindow : null,
            t.CanRate,
            !isMuted,
            t.RatingScore,
            t.RatingComment,
            t.FollowUpOf,
            agent?.Name,
            t.Status == TicketStatus.Resolved && t.ResolvedAt is { } at ? await autoClose.ClosesAtAsync(at, cancellationToken) : null,
            await RefusalAsync(t.Id, now, cancellationToken),
            await ProgressAsync(t, cancellationToken),
            await forms.ReadAsync(t, sight.Sources, cancellationToken),
            await MessagesAsync(sight, cancellationToken),
            [
                .. (
                    await db.Set<Ticket>()
                        .Where(x => x.MergedIntoId == t.Id)
                        .OrderBy(x => x.Number)
                        .Select(x => x.Number)
                        .ToListAsync(cancellationToken)
                ).Where(number => sight.Sources?.Contains(number) != false),
            ],
            t.IsOpen ? await DepartmentsAsync(t.Id, cancellationToken) : null,
            false,
            null
        );
    }

    /// <summary>
    /// What was written under the one number of a link, without what has come of it: a receipt for whoever has not proven the address, and
    /// the own part of a ticket whose story goes on where the link does not reach.
    /// </summary>
    private async Task<PortalTicketDto> GetPartAsync(PortalSight sight, CancellationToken cancellationToken)
    {
        var t = await db.Set<Ticket>().AsNoTracking().FirstAsync(x => x.Id == sight.ShownId, cancellationToken);
        var canReply = sight.IsProven || (!sight.IsPart && t is { IsRequesterProven: false, Status: not TicketStatus.Closed });
        return new PortalTicketDto(
            t.Id,
            t.Number,
            t.Subject,
            TicketStatus.New,
            t.Priority,
            t.RequestTypeId,
            t.RequestTypeKey,
            (await types.GetAllAsync(cancellationToken)).FirstOrDefault(x => x.Id == t.RequestTypeId)?.Name ?? "",
            t.CreationTime,
            false,
            canReply,
            false,
            false,
            null,
            false,
            true,
            null,
            null,
            null,
            null,
            null,
            null,
            [],
            await forms.ReadAsync(t, [t.Number], cancellationToken),
            await MessagesAsync(sight, cancellationToken),
            [],
            null,
            !sight.IsProven,
            sight is { IsProven: true, IsPart: true } ? sight.CurrentNumber : null
        );
    }

    /// <summary>
    /// How many others work on it, and how many of them are done: their names and what they say to each other stay
    /// inside.
    /// </summary>
    private async Task<PortalDepartmentsDto?> DepartmentsAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var parts = await db.Set<SubTask>()
            .Where(t => t.TicketId == ticketId && t.State != SubTaskState.Cancelled)
            .Select(t => new { t.GroupId, IsDone = t.State == SubTaskState.Done })
            .ToListAsync(cancellationToken);
        var departments = parts.GroupBy(p => p.GroupId).ToList();
        return departments.Count == 0 ? null : new PortalDepartmentsDto(departments.Count, departments.Count(d => d.All(p => p.IsDone)));
    }

    private async Task<RefusalDto?> RefusalAsync(Guid ticketId, DateTime now, CancellationToken cancellationToken) =>
        (
            await db.Set<TicketRefusal>()
                .AsNoTracking()
                .Where(r => r.TicketId == ticketId)
                .OrderByDescending(r => r.At)
                .FirstOrDefaultAsync(cancellationToken)
        )?.ToDto(JsonStringLocalizer.CultureOf(System.Globalization.CultureInfo.CurrentUICulture), now);

    private async Task<IReadOnlyList<PortalMessageDto>> MessagesAsync(PortalSight sight, CancellationToken cancellationToken)
    {
        var messages = await db.Set<TicketMessage>()
            .AsNoTracking()
            .Where(sight.Shows)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .ToListAsync(cancellationToken);
        var files = (
            await db.Set<TicketAttachment>()
                .AsNoTracking()
                .Where(a => a.TicketId == sight.CurrentId && a.MessageId != null)
                .ToListAsync(cancellationToken)
        ).ToLookup(a => a.MessageId);
        return
        [
            .. messages.Select(m => new PortalMessageDto(
                m.Id,
                m.At,
                m.AuthorName,
                m.IsByStaff,
                MessageRenderer.Render(m.Body, m.IsByStaff),
                [.. files[m.Id].Select(a => a.ToDto())],
                m.Origin == sight.ShownNumber ? null : m.Origin
            )),
        ];
    }

    /// <summary>The usual way in order; "waiting for you" only where it was or is part of it.</summary>
    private async Task<IReadOnlyList<PortalStepDto>> ProgressAsync(Ticket t, CancellationToken cancellationToken)
    {
        var reached = (
            await db.Set<TicketHistoryEntry>()
                .AsNoTracking()
                .Where(h => h.TicketId == t.Id && h.Field == TicketField.Status)
                .OrderBy(h => h.At)
                .Select(h => new { h.To, h.At })
                .ToListAsync(cancellationToken)
        )
            .GroupBy(h => h.To)
            .ToDictionary(g => g.Key!, g => g.Last().At);
        var current = t.Status switch
        {
            TicketStatus.Closed => TicketStatus.Resolved,
            TicketStatus.WaitingForThirdParty => TicketStatus.InProgress,
            var status => status,
        };
        return
        [
            .. Way.Select(step =>
            {
                DateTime? at = step switch
                {
                    TicketStatus.New => t.CreationTime,
                    TicketStatus.Resolved => t.ResolvedAt,
                    _ => reached.TryGetValue(step.ToString(), out var found) ? found : null,
                };
                return new PortalStepDto(
                    step,
                    at,
                    step < current && (at is not null || step != TicketStatus.WaitingForCustomer),
                    step == current
                );
            }),
        ];
    }
}
