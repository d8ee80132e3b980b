using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>Puts what was written and what was changed into one order.</summary>
internal sealed class TicketTimelineReader(CustomerServiceDbContext db) : ITransientDependency
{
    private static readonly TicketField[] Told = [TicketField.Status, TicketField.Priority, TicketField.Assignee, TicketField.Merge];

    public async Task<IReadOnlyList<TicketTimeline>> ReadAsync(IReadOnlyCollection<Guid> ticketIds, CancellationToken cancellationToken)
    {
        var tickets = await db.Set<Ticket>().AsNoTracking().Where(t => ticketIds.Contains(t.Id)).ToListAsync(cancellationToken);
        var messages = (
            await db.Set<TicketMessage>()
                .Where(m => ticketIds.Contains(m.TicketId))
                .Select(m => new
                {
                    m.TicketId,
                    m.Id,
                    m.At,
                    m.AuthorId,
                    m.IsByStaff,
                    m.IsPublic,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(
            m => m.TicketId,
            m => new Moment(
                m.At,
                m.Id,
                m.AuthorId,
                Kind: !m.IsByStaff ? TicketStepKind.CustomerWrote
                    : m.IsPublic ? TicketStepKind.Answered
                    : TicketStepKind.Noted
            )
        );
        var changes = (
            await db.Set<TicketHistoryEntry>()
                .AsNoTracking()
                .Where(h => ticketIds.Contains(h.TicketId) && Told.Contains(h.Field))
                .ToListAsync(cancellationToken)
        ).ToLookup(h => h.TicketId, h => new Moment(h.At, h.Id, h.ActorId, Change: h));
        var tags = (
            await db.Set<TicketTag>()
                .Where(t => ticketIds.Contains(t.TicketId))
                .Select(t => new { t.TicketId, t.Name })
                .ToListAsync(cancellationToken)
        ).ToLookup(t => t.TicketId, t => t.Name);
        return [.. tickets.Select(t => TimelineOf(t.Snapshot(), [.. tags[t.Id]], messages[t.Id].Concat(changes[t.Id])))];
    }

    private static TicketTimeline TimelineOf(TicketSnapshot ticket, IReadOnlyList<string> tags, IEnumerable<Moment> moments)
    {
        // Ids grow in the order in which things were done; what was done in one go has one time.
        var inOrder = moments.OrderBy(m => m.At).ThenBy(m => m.Id).ToList();
        var filed = inOrder.Find(m => m.Change?.Field == TicketField.Priority)?.Change!.From is { } from
            ? Enum.Parse<TicketPriority>(from)
            : ticket.Priority;
        var (status, priority, owner) = (TicketStatus.New, filed, (Guid?)null);
        var steps = new List<TicketStep>(inOrder.Count);
        foreach (var moment in inOrder)
        {
            var isByOwner = owner is not null && moment.By == owner;
            switch (moment.Change)
            {
                case null:
                    Add(moment.Kind);
                    break;
                case { Field: TicketField.Merge, From: null }:
                    status = TicketStatus.Closed;
                    Add(TicketStepKind.MergedInto);
                    break;

                // It is closed by being merged, which is a step of its own.
                case { Field: TicketField.Status, ReasonKey: not TicketReasons.Merged } change:
                    status = Enum.Parse<TicketStatus>(change.To!);
                    Add(TicketStepKind.StatusChanged);
                    break;
                case { Field: TicketField.Assignee } change:
                    owner = change.ToId;
                    isByOwner = owner is not null && moment.By == owner;
                    Add(
                        change.ToId is null ? TicketStepKind.Unassigned
                        : change.FromId is null ? TicketStepKind.Assigned
                        : TicketStepKind.HandedOver
                    );
                    break;

                // The escalation policy raises what is late: under other promises it would not have been, or at another time.
                case { Field: TicketField.Priority, Source: not TicketSource.System } change:
                    priority = Enum.Parse<TicketPriority>(change.To!);
                    Add(TicketStepKind.PriorityChanged);
                    break;
            }

            void Add(TicketStepKind kind) => steps.Add(new TicketStep(kind, moment.At, status, priority, isByOwner));
        }

        return new TicketTimeline(ticket, filed, tags, steps);
    }

    /// <param name="Change">null: a message of <paramref name="Kind"/>.</param>
    private sealed record Moment(DateTime At, Guid Id, Guid? By, TicketHistoryEntry? Change = null, TicketStepKind Kind = default);
}
