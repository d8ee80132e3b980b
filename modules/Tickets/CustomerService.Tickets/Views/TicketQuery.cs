using System.Globalization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Views;

/// <summary>Turns a view and its filters into a query that an index answers.</summary>
internal sealed class TicketQuery(
    CustomerServiceDbContext db,
    IEnumerable<IAgentGroupProvider> groups,
    IUserIntegrationService users,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>More groups than an agent works in; whoever has more gets them in one condition.</summary>
    private const int MaxParts = 8;

    public async Task<IQueryable<Ticket>> BuildAsync(string view, TicketFilter filter, Guid userId, CancellationToken cancellationToken)
    {
        var query = await ViewAsync(view, userId, cancellationToken);
        return await FilterAsync(query, filter, cancellationToken);
    }

    /// <summary>
    /// The same view as parts that an index answers in order each: with several groups in one condition the database
    /// would read all of their
    /// tickets to find the newest.
    /// </summary>
    public async Task<IReadOnlyList<IQueryable<Ticket>>> BuildPartsAsync(
        string view,
        TicketFilter filter,
        Guid userId,
        CancellationToken cancellationToken
    )
    {
        var mine = view == TicketViews.MyGroups ? await GroupsOfAsync(userId) : [];
        if (mine.Count is 0 or > MaxParts)
        {
            return [await BuildAsync(view, filter, userId, cancellationToken)];
        }

        var parts = new List<IQueryable<Ticket>>();
        foreach (var group in mine)
        {
            parts.Add(
                await FilterAsync(
                    db.Set<Ticket>().AsNoTracking().Where(t => t.IsOpen && t.SnoozedUntil == null && t.GroupId == group),
                    filter,
                    cancellationToken
                )
            );
        }

        return parts;
    }

    public static TicketSort SortOf(string view, TicketSort asked) =>
        asked != TicketSort.Default ? asked
        : view
            is TicketViews.Mine
                or TicketViews.MyGroups
                or TicketViews.Unassigned
                or TicketViews.Overdue
                or TicketViews.Waiting
                or TicketViews.AllOpen
            ? TicketSort.Due
        : TicketSort.Newest;

    private async Task<IQueryable<Ticket>> ViewAsync(string view, Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var all = db.Set<Ticket>().AsNoTracking();
        return view switch
        {
            // What sleeps is in nobody's way; but a promise that runs out is seen, asleep or not.
            TicketViews.Mine => all.Where(t => t.IsOpen && t.SnoozedUntil == null && t.AssigneeId == userId),
            TicketViews.MyGroups => await InGroupsAsync(all, userId),
            TicketViews.Unassigned => all.Where(t => t.IsOpen && t.SnoozedUntil == null && t.AssigneeId == null),
            TicketViews.Overdue => all.Where(t => t.IsOpen && t.NextDue < now),
            TicketViews.Waiting => all.Where(t => t.Status == TicketStatus.WaitingForCustomer && t.SnoozedUntil == null),
            TicketViews.Snoozed => all.Where(t => t.SnoozedUntil != null),
            TicketViews.AllOpen => all.Where(t => t.IsOpen),
            TicketViews.Solved => all.Where(t => t.ResolvedAt != null),
            TicketViews.All => all,
            _ => await SavedAsync(all, view, userId, cancellationToken),
        };
    }

    private async Task<IQueryable<Ticket>> InGroupsAsync(IQueryable<Ticket> all, Guid userId)
    {
        var mine = await GroupsOfAsync(userId);
        return all.Where(t => t.IsOpen && t.SnoozedUntil == null && t.GroupId != null && mine.Contains(t.GroupId.Value));
    }

    private async Task<List<Guid>> GroupsOfAsync(Guid userId)
    {
        var mine = new List<Guid>();
        foreach (var provider in groups)
        {
            mine.AddRange(await provider.GetGroupIdsAsync(userId));
        }

        return mine;
    }

    private async Task<IQueryable<Ticket>> SavedAsync(IQueryable<Ticket> all, string view, Guid userId, CancellationToken cancellationToken)
    {
        var saved = Guid.TryParse(view, out var id)
            ? await db.Set<SavedView>()
                .AsNoTracking()
                .FirstOrDefaultAsync(v => v.Id == id && (v.IsShared || v.OwnerId == userId), cancellationToken)
            : null;
        return await FilterAsync(
            all,
            (saved ?? throw BusinessException.NotFound(TicketErrorCodes.ViewNotFound)).ReadFilter(),
            cancellationToken
        );
    }

    private async Task<IQueryable<Ticket>> FilterAsync(IQueryable<Ticket> query, TicketFilter f, CancellationToken cancellationToken)
    {
        query = f.OnlyOpen ? query.Where(t => t.IsOpen) : query;
        query = f.Statuses.Count > 0 ? query.Where(t => f.Statuses.Contains(t.Status)) : query;
        query = f.Priority is { } priority ? query.Where(t => t.Priority == priority) : query;
        query = f.AssigneeId is { } agent ? query.Where(t => t.AssigneeId == agent) : query;
        query = f.GroupId is { } group ? query.Where(t => t.GroupId == group) : query;
        query = string.IsNullOrWhiteSpace(f.RequestTypeKey) ? query : query.Where(t => t.RequestTypeKey == f.RequestTypeKey);
        if (!string.IsNullOrWhiteSpace(f.Tag))
        {
            var tag = TicketTag.Clean(f.Tag);
            query = query.Where(t => db.Set<TicketTag>().Where(x => x.Name == tag).Select(x => x.Number).Contains(t.Number));
        }

        if (!string.IsNullOrWhiteSpace(f.RequesterEmail))
        {
            var requester = (await users.FindByEmailAsync(f.RequesterEmail.Trim(), cancellationToken))?.Id;
            query = query.Where(t => t.RequesterId == requester);
        }

        return string.IsNullOrWhiteSpace(f.Text) ? query : await MatchAsync(query, f.Text, cancellationToken);
    }

    private async Task<IQueryable<Ticket>> MatchAsync(IQueryable<Ticket> query, string text, CancellationToken cancellationToken)
    {
        var trimmed = text.Trim();
        if (
            long.TryParse(trimmed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (trimmed[0] == '#' || await db.Set<Ticket>().AnyAsync(t => t.Number == number, cancellationToken))
        )
        {
            return query.Where(t => t.Number == number);
        }

        var terms = SearchTerms.OfQuery(trimmed);
        if (terms.Count == 0)
        {
            return query.Where(t => false);
        }

        // The most selective term leads; its rows are looked up in the others.
        var first = terms[0];
        var hits = db.Set<TicketTerm>().Where(x => x.Term == first);
        foreach (var term in terms.Skip(1))
        {
            hits = hits.Where(x => db.Set<TicketTerm>().Any(y => y.Term == term && y.Number == x.Number));
        }

        return query.Where(t => hits.Select(x => x.Number).Contains(t.Number));
    }
}
