using System.Globalization;
using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Import;
using CustomerService.Tickets.Refusals;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

internal sealed class TicketIntegrationService(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketTimelineReader courses,
    TicketImporter importer,
    IUserIntegrationService users,
    AutoCloseRule autoClose,
    TimeProvider time
) : ITicketIntegrationService
{
    private const int RowsPerStatement = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken))?.Snapshot();

    public async Task<IReadOnlyDictionary<Guid, TicketSnapshot>> GetManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) =>
        (await db.Set<Ticket>().AsNoTracking().Where(t => ticketIds.Contains(t.Id)).ToListAsync(cancellationToken)).ToDictionary(
            t => t.Id,
            t => t.Snapshot()
        );

    public async Task<IReadOnlyList<TicketSnapshot>> GetOpenOfGroupAsync(
        Guid groupId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        [
            .. (
                await db.Set<Ticket>()
                    .AsNoTracking()
                    .Where(t => t.IsOpen && t.GroupId == groupId && (after == null || t.Id.CompareTo(after.Value) > 0))
                    .OrderBy(t => t.Id)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.Snapshot()),
        ];

    public async Task<bool> TryAssignAsync(
        Guid ticketId,
        AssignTicket change,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    ) =>
        (await TryAssignManyAsync(new Dictionary<Guid, AssignTicket> { [ticketId] = change }, expectedAgentId, cancellationToken)).Count
        > 0;

    public async Task<IReadOnlySet<Guid>> TryAssignManyAsync(
        IReadOnlyDictionary<Guid, AssignTicket> changes,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    )
    {
        // The rows are held from here to the commit, so what is compared is what is set.
        var held = await tickets.LockAsync([.. changes.Keys], cancellationToken);
        var people = await users.GetManyAsync(
            [.. changes.Values.Select(c => c.AgentId).Append(expectedAgentId).OfType<Guid>().Distinct()],
            cancellationToken
        );
        var assigned = new HashSet<Guid>();
        foreach (var ticket in held.Where(t => t.AssigneeId == expectedAgentId && t.Status != TicketStatus.Closed))
        {
            var change = changes[ticket.Id];
            ticket.MoveToGroup(change.GroupId, change.GroupName, change.RequiredStars, TicketActor.System, Now, change.ReasonKey);
            ticket.Assign(change.AgentId, NameOf(expectedAgentId), NameOf(change.AgentId), TicketActor.System, Now, change.ReasonKey);
            assigned.Add(ticket.Id);
        }

        return assigned;

        string? NameOf(Guid? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
    }

    public async Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default)
    {
        (await tickets.LockAsync(ticketId, cancellationToken)).Escalate(step, TicketActor.System, Now);
        if (step.Watches)
        {
            var known = await db.Set<TicketWatcher>()
                .Where(w => w.TicketId == ticketId)
                .Select(w => w.UserId)
                .ToListAsync(cancellationToken);
            db.AddRange(step.NotifyUserIds.Except(known).Select(id => new TicketWatcher(ticketId, id)));
        }
    }

    public async Task AcceptEscalationAsync(Guid ticketId, Guid userId, string reasonKey, CancellationToken cancellationToken = default)
    {
        var name = (await users.FindAsync(userId, cancellationToken))?.Name ?? "";
        (await tickets.LockAsync(ticketId, cancellationToken)).AcceptEscalation(
            new TicketActor(userId, name, true, TicketSource.Desk),
            Now,
            reasonKey
        );
    }

    public async Task SetNextDueAsync(IReadOnlyDictionary<Guid, DateTime?> nextDue, CancellationToken cancellationToken = default)
    {
        foreach (var rows in nextDue.OrderBy(d => d.Key).Chunk(RowsPerStatement))
        {
            var sql = new StringBuilder("""update "Tickets" set "NextDue" = v.column2 from (values """);
            var values = new List<object> { db.TenantKey };
            foreach (var (ticketId, due) in rows)
            {
                sql.Append(CultureInfo.InvariantCulture, $"{(values.Count == 1 ? "" : ", ")}({{{values.Count}}}, {{{values.Count + 1}}})");
                values.AddRange([ticketId, due ?? Ticket.NoDue]);
            }

            sql.Append(""") as v where "Tickets"."TenantId" = {0} and "Tickets"."Id" = v.column1 and "Tickets"."NextDue" <> v.column2""");
            await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, cancellationToken);
        }

        tickets.SignalAfterCommit(nextDue.Keys.ToList());
    }

    public async Task<IReadOnlyList<AgentLoadDto>> CountOpenByAgentAsync(
        IReadOnlyCollection<Guid> agentIds,
        CancellationToken cancellationToken = default
    ) =>
        await db.Set<Ticket>()
            .Where(t => t.IsOpen && t.AssigneeId != null && agentIds.Contains(t.AssigneeId.Value))
            .GroupBy(t => new { t.AssigneeId, t.Channel })
            .Select(g => new AgentLoadDto(g.Key.AssigneeId!.Value, g.Key.Channel, g.Count()))
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TicketSnapshot>> GetUnroutedAsync(int limit, CancellationToken cancellationToken = default) =>
        [
            .. (
                await db.Set<Ticket>()
                    .AsNoTracking()
                    .Where(t => t.IsOpen && t.AssigneeId == null && t.GroupId == null)
                    .OrderBy(t => t.Number)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.Snapshot()),
        ];

    public async Task<TicketCreatedEto?> FindCreatedAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken) is { } ticket
            ? ticket.CreatedEvent()
            : null;

    public async Task<IReadOnlyList<TicketCreatedEto>> GetNewestAsync(
        long before,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        [
            .. (
                await db.Set<Ticket>()
                    .AsNoTracking()
                    .Where(t => t.Number < before)
                    .OrderByDescending(t => t.Number)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.CreatedEvent()),
        ];

    public async Task<IReadOnlyList<TicketSnapshot>> GetNotBegunAsync(
        Guid agentId,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        [
            .. (
                await db.Set<Ticket>()
                    .AsNoTracking()
                    .Where(t => t.IsOpen && t.AssigneeId == agentId && t.Status == TicketStatus.New)
                    .OrderBy(t => t.Number)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            ).Select(t => t.Snapshot()),
        ];

    public async Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var watchers = await db.Set<TicketWatcher>().AsNoTracking().Where(w => w.TicketId == ticketId).ToListAsync(cancellationToken);
        var requester = await db.Set<Ticket>()
            .Where(t => t.Id == ticketId)
            .Select(t => (Guid?)t.RequesterId)
            .FirstOrDefaultAsync(cancellationToken);
        return
        [
            .. watchers
                .Where(w => !w.IsMuted)
                .Select(w => w.UserId)
                .Concat(requester is { } id && !watchers.Any(w => w.UserId == id) ? [id] : [])
                .Distinct(),
        ];
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> GetTagsAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) =>
        (
            await db.Set<TicketTag>()
                .Where(t => ticketIds.Contains(t.TicketId))
                .Select(t => new { t.TicketId, t.Name })
                .ToListAsync(cancellationToken)
        )
            .GroupBy(t => t.TicketId, t => t.Name)
            .ToDictionary(t => t.Key, t => (IReadOnlyList<string>)[.. t]);

    public Task<IReadOnlyList<TicketTimeline>> GetTimelinesAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => courses.ReadAsync(ticketIds, cancellationToken);

    public async Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        // What was said lies with the ticket that another one has taken in.
        var saidIn = await tickets.ResolveAsync(ticketId, cancellationToken);
        var found = await db.Set<Ticket>()
            .Where(t => t.Id == ticketId)
            .Select(t => new
            {
                Contact = new TicketContactDto(
                    t.RequesterId,
                    t.RequesterName,
                    t.RequesterEmail,
                    t.Language,
                    db.Set<TicketMessage>()
                        .Where(m => m.TicketId == saidIn && m.IsPublic && m.IsByStaff)
                        .OrderByDescending(m => m.At)
                        .ThenByDescending(m => m.Id)
                        .Select(m => (Guid?)m.Id)
                        .FirstOrDefault(),
                    null,
                    null,
                    t.ResolvedAt,
                    t.IsRequesterProven,
                    t.Risk == TicketGrade.High && !t.IsRequesterProven
                ),
                ResolvedAt = t.Status == TicketStatus.Resolved ? t.ResolvedAt : null,
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var refusal = await db.Set<TicketRefusal>()
            .Where(r => r.TicketId == saidIn && r.MessageId == found.Contact.LastPublicReplyId && r.AppealedAt == null)
            .Select(r => new RefusalContactDto(r.MessageId, r.AppealUntil))
            .FirstOrDefaultAsync(cancellationToken);
        return found.Contact with
        {
            ClosesAt = found.ResolvedAt is { } at ? await autoClose.ClosesAtAsync(at, cancellationToken) : null,
            Refusal = refusal,
        };
    }

    public Task<MessageTextDto?> FindMessageAsync(Guid messageId, CancellationToken cancellationToken = default) =>
        db.Set<TicketMessage>()
            .Where(m => m.Id == messageId)
            .Select(m => new MessageTextDto(m.Id, m.Body, m.IsByStaff, m.IsPublic))
            .FirstOrDefaultAsync(cancellationToken);

    public Task<ImportTicketResult> ImportAsync(ImportTicket ticket, CancellationToken cancellationToken = default) =>
        importer.ImportAsync(ticket, cancellationToken);
}
