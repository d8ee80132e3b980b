using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Queue;

/// <summary>One group's line at an instant, small enough to be kept for a moment and asked by many.</summary>
/// <param name="Waiting">In the order in which they are called.</param>
internal sealed record QueueLine(IReadOnlyList<QueueEntry> Waiting, QueuePace Pace)
{
    public QueuePlace PlaceOf(WaitingTicket ticket)
    {
        var (ahead, forStars, overtook) = (0, 0, 0);
        foreach (var before in Waiting.TakeWhile(w => w.Rank < ticket.Rank))
        {
            ahead++;
            forStars += before.Stars >= ticket.RequiredStars ? 1 : 0;
            overtook += before.Since > ticket.WaitingSince ? 1 : 0;
        }

        return new QueuePlace(ahead, forStars, overtook);
    }
}

internal sealed record QueueEntry(int Stars, DateTime Rank, DateTime Since);

/// <summary>Reads lines, and what past waits teach about them.</summary>
internal sealed class QueueReader(CustomerServiceDbContext db, TimeProvider time) : ITransientDependency
{
    /// <summary>Before anything was measured.</summary>
    private static readonly TimeSpan UsualHandling = TimeSpan.FromMinutes(15);

    /// <summary>A ticket that waits for weeks on a third party says nothing about how fast places come free.</summary>
    private static readonly TimeSpan LongHandling = TimeSpan.FromHours(8);

    private const int Measured = 100;

    public async Task<QueueLine> ReadLineAsync(Guid groupId, CancellationToken cancellationToken)
    {
        var all = db.Set<TicketRoute>().AsNoTracking().Where(r => r.GroupId == groupId);
        var now = time.GetUtcNow().UtcDateTime;
        var waiting = await all.Where(r => r.State == RouteState.Waiting)
            .Select(r => new
            {
                r.RequiredStars,
                r.Rank,
                r.WaitingSince,
                r.EstimatedWait,
            })
            .ToListAsync(cancellationToken);
        var past = await all.Where(r => r.State != RouteState.Waiting && r.EstimatedWait > 0 && r.FirstAssignedAt != null)
            .OrderByDescending(r => r.FirstAssignedAt)
            .Take(WaitForecast.Window)
            .Select(r => new
            {
                r.WaitingSince,
                r.FirstAssignedAt,
                r.EstimatedWait,
            })
            .ToListAsync(cancellationToken);
        var ratios = past.Select(p => (p.FirstAssignedAt!.Value - p.WaitingSince).TotalSeconds / p.EstimatedWait!.Value)
            .Concat(
                waiting
                    .Where(w => w.EstimatedWait > 0 && (now - w.WaitingSince).TotalSeconds > w.EstimatedWait)
                    .Select(w => (now - w.WaitingSince).TotalSeconds / w.EstimatedWait!.Value)
            );
        var since = now - QueuePace.Recent;
        var came = await all.Where(r => r.CreatedAt > since).Select(r => new { r.WaitingSince, r.Rank }).ToListAsync(cancellationToken);
        return new QueueLine(
            [.. waiting.OrderBy(w => w.Rank).Select(w => new QueueEntry(w.RequiredStars, w.Rank, w.WaitingSince))],
            new QueuePace(
                await HandlingAsync(all, cancellationToken),
                [.. came.Select(c => c.WaitingSince - c.Rank).Where(h => h > TimeSpan.Zero && h <= RoutingPolicy.MaxHeadStart)],
                WaitForecast.Stretch([.. ratios])
            )
        );
    }

    private static async Task<TimeSpan> HandlingAsync(IQueryable<TicketRoute> all, CancellationToken cancellationToken)
    {
        var done = await all.Where(r => r.SolvedAt != null && r.FirstAssignedAt != null)
            .OrderByDescending(r => r.SolvedAt)
            .Take(Measured)
            .Select(r => new { r.FirstAssignedAt, r.SolvedAt })
            .ToListAsync(cancellationToken);
        var times = done.Select(d => d.SolvedAt!.Value - d.FirstAssignedAt!.Value)
            .Where(t => t > TimeSpan.Zero)
            .Select(t => t < LongHandling ? t : LongHandling)
            .ToList();
        return times.Count == 0 ? UsualHandling : TimeSpan.FromTicks((long)times.Average(t => t.Ticks));
    }
}
