using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>Pages of tickets, read by key.</summary>
internal sealed class TicketListReader(
    CustomerServiceDbContext db,
    TicketQuery queries,
    RequestTypeCatalog types,
    IUserIntegrationService users
) : ITransientDependency
{
    public async Task<PagedResult<TicketRowDto>> GetAsync(TicketListInput input, Guid userId, CancellationToken cancellationToken)
    {
        var parts = await queries.BuildPartsAsync(input.View, input.Filter, userId, cancellationToken);
        var order =
            input.View == TicketViews.Solved && input.Sort == TicketSort.Default ? Order.Solved
            : TicketQuery.SortOf(input.View, input.Sort) == TicketSort.Due ? Order.Due
            : Order.Newest;
        var rows = await RowsAsync(
            Merge([.. parts.Select(p => Page(p, order, input.After).Take(input.Limit + 1))], order, input),
            cancellationToken
        );
        var page = rows.Take(input.Limit).ToList();
        var next = rows.Count > input.Limit ? Cursor(page[^1], order) : null;
        return new PagedResult<TicketRowDto>(await ToDtosAsync(page, cancellationToken), next);
    }

    public async Task<IReadOnlyList<Guid>> GetIdsAsync(TicketListInput input, Guid userId, CancellationToken cancellationToken) =>
        await (await queries.BuildAsync(input.View, input.Filter, userId, cancellationToken))
            .OrderByDescending(t => t.Number)
            .Take(TicketLimits.Bulk)
            .Select(t => t.Id)
            .ToListAsync(cancellationToken);

    public async Task<TicketRowDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken) =>
        (
            await ToDtosAsync(
                await RowsAsync(db.Set<Ticket>().AsNoTracking().Where(t => t.Id == ticketId), cancellationToken),
                cancellationToken
            )
        ).FirstOrDefault();

    private static IQueryable<Ticket> Page(IQueryable<Ticket> query, Order order, string? after)
    {
        if (order == Order.Newest)
        {
            var before = after is null ? long.MaxValue : TicketCursor.Number(after);
            return query.Where(t => t.Number < before).OrderByDescending(t => t.Number);
        }

        if (order == Order.Due)
        {
            var (due, number) = after is null ? (DateTime.MinValue.ToUniversalTime(), long.MaxValue) : TicketCursor.Pair(after);
            return query
                .Where(t => t.NextDue >= due && (t.NextDue > due || t.Number < number))
                .OrderBy(t => t.NextDue)
                .ThenByDescending(t => t.Number);
        }

        var (solved, last) = after is null ? (Ticket.NoDue, long.MaxValue) : TicketCursor.Pair(after);
        return query
            .Where(t => t.ResolvedAt <= solved && (t.ResolvedAt < solved || t.Number < last))
            .OrderByDescending(t => t.ResolvedAt)
            .ThenByDescending(t => t.Number);
    }

    private static IQueryable<Ticket> Merge(IReadOnlyList<IQueryable<Ticket>> pages, Order order, TicketListInput input) =>
        pages.Count == 1 ? pages[0] : Page(pages.Aggregate((all, page) => all.Concat(page)), order, input.After).Take(input.Limit + 1);

    private static string Cursor(Row row, Order order) =>
        order switch
        {
            Order.Newest => TicketCursor.Of(row.Number),
            Order.Due => TicketCursor.Of(row.NextDue, row.Number),
            _ => TicketCursor.Of(row.ResolvedAt!.Value, row.Number),
        };

    private static Task<List<Row>> RowsAsync(IQueryable<Ticket> query, CancellationToken cancellationToken) =>
        query
            .Select(t => new Row(
                t.Id,
                t.Number,
                t.Subject,
                t.Status,
                t.Priority,
                t.RequesterName,
                t.GroupName,
                t.AssigneeId,
                t.RequestTypeId,
                t.RequestTypeKey,
                t.NextDue,
                t.ResolvedAt,
                t.LastActorIsCustomer,
                t.EscalationLevel,
                t.CreationTime,
                t.LastMessageAt,
                t.SnoozedUntil != null
            ))
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<TicketRowDto>> ToDtosAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        var agents = rows.Select(r => r.AssigneeId).OfType<Guid>().Distinct().ToList();
        var people = agents.Count == 0 ? new Dictionary<Guid, UserDto>() : await users.GetManyAsync(agents, cancellationToken);
        var names = (await types.GetAllAsync(cancellationToken)).ToDictionary(t => t.Id, t => t.Name);
        return
        [
            .. rows.Select(r => new TicketRowDto(
                r.Id,
                r.Number,
                r.Subject,
                r.Status,
                r.Priority,
                r.RequesterName,
                r.GroupName,
                r.AssigneeId,
                r.AssigneeId is { } id && people.TryGetValue(id, out var agent) ? agent.Name : null,
                r.RequestTypeKey,
                names.GetValueOrDefault(r.RequestTypeId, r.RequestTypeKey),
                r.NextDue == Ticket.NoDue ? null : r.NextDue,
                TicketLifecycle.IsPaused(r.Status),
                r.LastActorIsCustomer && !r.Status.IsFinal(),
                r.EscalationLevel,
                r.CreationTime,
                r.LastMessageAt,
                r.IsSnoozed
            )),
        ];
    }

    private enum Order
    {
        Newest,
        Due,
        Solved,
    }

    private sealed record Row(
        Guid Id,
        long Number,
        string Subject,
        TicketStatus Status,
        TicketPriority Priority,
        string RequesterName,
        string? GroupName,
        Guid? AssigneeId,
        Guid RequestTypeId,
        string RequestTypeKey,
        DateTime NextDue,
        DateTime? ResolvedAt,
        bool LastActorIsCustomer,
        int EscalationLevel,
        DateTime CreationTime,
        DateTime LastMessageAt,
        bool IsSnoozed
    );
}
