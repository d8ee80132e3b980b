using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Refusals;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Merging;

/// <summary>
/// Makes one ticket out of several. What was said, its files, the parts of other departments and refusals that can be
/// appealed against go over, each message
/// with the number it was written under; the history of what was done to a ticket stays with it.
/// </summary>
internal sealed class TicketMerger(
    CustomerServiceDbContext db,
    TicketManager tickets,
    TicketTagger tagger,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : ITransientDependency
{
    /// <returns>The tickets that were merged now, and the one they are in; those that were in it already are left out.</returns>
    public async Task<(IReadOnlyList<Ticket> Merged, Ticket Into)> MergeAsync(
        IEnumerable<Guid> ticketIds,
        Guid intoId,
        TicketActor actor,
        CancellationToken cancellationToken
    )
    {
        // One merge at a time in a tenant. Two of the same tickets then see each other's outcome before they take a row, so that nobody who
        // is on his way from a merged ticket to the other one can be met halfway.
        await unitOfWorkManager.Current!.LockAsync("ticket-merge", cancellationToken);
        var todo = new List<Guid>();
        foreach (var id in ticketIds.Distinct())
        {
            if (id == intoId || await tickets.ResolveAsync(id, cancellationToken) != intoId)
            {
                todo.Add(id);
            }
        }

        var held = await tickets.LockAsync([.. todo, intoId], cancellationToken);
        var into = held.FirstOrDefault(t => t.Id == intoId) ?? throw TicketManager.NotFound();
        var merged = todo.ConvertAll(id => held.FirstOrDefault(t => t.Id == id) ?? throw TicketManager.NotFound())
            .OrderBy(t => t.Number)
            .ToList();
        if (merged.Count > 0)
        {
            await MergeAsync(merged, into, actor, cancellationToken);
        }

        return (merged, into);
    }

    private async Task MergeAsync(List<Ticket> merged, Ticket into, TicketActor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var numbers = merged.ConvertAll(t => t.Number);
        merged.ForEach(t => t.MergeInto(into, numbers, actor, now));
        var ids = merged.ConvertAll(t => t.Id);
        await JoinTagsAsync(ids, into, actor, cancellationToken);
        await JoinWatchersAsync(merged, into, cancellationToken);
        await JoinLinksAsync(ids, into, cancellationToken);
        await JoinDraftsAsync(ids, into, cancellationToken);

        // The indexer writes under this lock: no word is filed under a number that its message has just left.
        await unitOfWorkManager.Current!.LockAsync(TicketSearchIndexer.Lock, cancellationToken);
        foreach (var ticket in merged)
        {
            await MoveAsync(ticket, into, cancellationToken);
        }
    }

    private async Task MoveAsync(Ticket from, Ticket into, CancellationToken cancellationToken)
    {
        await db.Set<TicketMessage>()
            .Where(m => m.TicketId == from.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.TicketId, into.Id).SetProperty(m => m.Origin, m => m.Origin ?? from.Number),
                cancellationToken
            );
        await db.Set<TicketAttachment>()
            .Where(a => a.TicketId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.TicketId, into.Id), cancellationToken);
        await db.Set<TicketRefusal>()
            .Where(r => r.TicketId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.TicketId, into.Id), cancellationToken);
        await db.Set<SubTask>()
            .Where(t => t.TicketId == from.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(t => t.TicketId, into.Id).SetProperty(t => t.TicketNumber, into.Number),
                cancellationToken
            );
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into "TicketTerms" ("TenantId", "Term", "Number") select "TenantId", "Term", {into.Number} from "TicketTerms"
                where "TenantId" = {db.TenantKey} and "Number" = {from.Number} on conflict do nothing
            """,
            cancellationToken
        );
        await db.Set<TicketTerm>().Where(t => t.Number == from.Number).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>As many as fit; the merged tickets keep theirs.</summary>
    private async Task JoinTagsAsync(List<Guid> ids, Ticket into, TicketActor actor, CancellationToken cancellationToken)
    {
        var present = await db.Set<TicketTag>().Where(t => t.TicketId == into.Id).Select(t => t.Name).ToListAsync(cancellationToken);
        var others = await db.Set<TicketTag>()
            .Where(t => ids.Contains(t.TicketId))
            .OrderBy(t => t.Number)
            .ThenBy(t => t.Name)
            .Select(t => t.Name)
            .ToListAsync(cancellationToken);
        await tagger.SetAsync(
            into,
            others.Distinct().Except(present).Take(TicketLimits.Tags - present.Count),
            [],
            actor,
            cancellationToken
        );
    }

    /// <summary>Whoever followed or owned one of them follows the one that stays.</summary>
    private async Task JoinWatchersAsync(List<Ticket> merged, Ticket into, CancellationToken cancellationToken)
    {
        var ids = merged.ConvertAll(t => t.Id);
        var known = await db.Set<TicketWatcher>().Where(w => w.TicketId == into.Id).Select(w => w.UserId).ToListAsync(cancellationToken);
        var joining = await db.Set<TicketWatcher>()
            .Where(w => ids.Contains(w.TicketId) && !w.IsMuted)
            .Select(w => w.UserId)
            .ToListAsync(cancellationToken);
        var owners = merged.Select(t => t.AssigneeId).OfType<Guid>().Where(id => id != into.AssigneeId);
        db.AddRange(joining.Concat(owners).Distinct().Except(known).Select(id => new TicketWatcher(into.Id, id)));
    }

    private async Task JoinLinksAsync(List<Guid> ids, Ticket into, CancellationToken cancellationToken)
    {
        var links = await db.Set<TicketLink>()
            .Where(l => ids.Contains(l.TicketId) || ids.Contains(l.OtherId))
            .ToListAsync(cancellationToken);
        var known = await db.Set<TicketLink>().Where(l => l.TicketId == into.Id).Select(l => l.OtherId).ToListAsync(cancellationToken);
        db.RemoveRange(links);
        var others = links.Select(l => l.OtherId).Except([.. ids, into.Id, .. known]);
        db.AddRange(others.SelectMany(other => new[] { new TicketLink(into.Id, other), new TicketLink(other, into.Id) }));
    }

    /// <summary>Nobody's unsent words are lost: they stand below those that he has begun at the other ticket.</summary>
    private async Task JoinDraftsAsync(List<Guid> ids, Ticket into, CancellationToken cancellationToken)
    {
        var drafts = await db.Set<TicketDraft>()
            .Where(d => ids.Contains(d.TicketId) || d.TicketId == into.Id)
            .ToListAsync(cancellationToken);
        foreach (var mine in drafts.GroupBy(d => d.UserId))
        {
            var kept = mine.FirstOrDefault(d => d.TicketId == into.Id) ?? db.Add(new TicketDraft(into.Id, mine.Key)).Entity;
            foreach (var draft in mine.Where(d => d != kept))
            {
                kept.Append(draft);
                db.Remove(draft);
            }
        }
    }
}
