using System.Text;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Search;

/// <summary>
/// Makes new messages findable a moment after they were committed, outside of the sender's transaction. The first event of a burst indexes
/// all that waits, in batches; the rest of the burst finds nothing left to do.
/// </summary>
internal sealed class TicketSearchIndexer(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager)
    : IDistributedEventHandler<TicketCreatedEto>,
        IDistributedEventHandler<TicketRepliedEto>,
        IRepair
{
    public string Name => "tickets.search";

    /// <summary>Held by whoever writes words or moves messages.</summary>
    public const string Lock = "ticket-search";

    private const int BatchSize = 200;
    private const int RowsPerStatement = 500;

    public Task HandleEventAsync(TicketCreatedEto eto, CancellationToken cancellationToken) => IndexPendingAsync(cancellationToken);

    public Task HandleEventAsync(TicketRepliedEto eto, CancellationToken cancellationToken) => IndexPendingAsync(cancellationToken);

    /// <returns>How many messages were indexed.</returns>
    public Task<int> IndexPendingAsync(CancellationToken cancellationToken) => IndexAsync(Waiting, cancellationToken);

    /// <summary>Those for which it has not been done, of a time.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(DateTime since, DateTime until, CancellationToken cancellationToken) =>
        await Waiting.Where(m => m.At >= since && m.At <= until).Select(m => m.Id).ToListAsync(cancellationToken);

    /// <summary>By itself, so that one that cannot be indexed keeps no other waiting.</summary>
    public async Task<bool> MendAsync(Guid id, CancellationToken cancellationToken) =>
        await IndexAsync(Waiting.Where(m => m.Id == id), cancellationToken) > 0;

    private IQueryable<TicketMessage> Waiting => db.Set<TicketMessage>().Where(m => !m.IsIndexed);

    private async Task<int> IndexAsync(IQueryable<TicketMessage> messages, CancellationToken cancellationToken)
    {
        // One at a time in a tenant: two who insert the same words would wait for each other's commits, word by word.
        await unitOfWorkManager.Current!.LockAsync(Lock, cancellationToken);
        var pending = await messages
            .OrderBy(m => m.Id)
            .Take(BatchSize)
            .Join(
                db.Set<Ticket>(),
                m => m.TicketId,
                t => t.Id,
                (m, t) =>
                    new
                    {
                        m.Id,
                        m.Body,
                        t.Number,
                        t.Subject,
                        t.RequesterName,
                        t.RequesterEmail,
                    }
            )
            .ToListAsync(cancellationToken);
        if (pending.Count == 0)
        {
            return 0;
        }

        var rows = pending
            .SelectMany(m => SearchTerms.OfDocument(m.Subject, m.Body, m.RequesterName, m.RequesterEmail).Select(term => (term, m.Number)))
            .Distinct()
            .OrderBy(r => r.term, StringComparer.Ordinal)
            .ThenBy(r => r.Number)
            .ToList();
        foreach (var chunk in rows.Chunk(RowsPerStatement))
        {
            await InsertAsync(chunk, cancellationToken);
        }

        var ids = pending.Select(m => m.Id).ToList();
        await db.Set<TicketMessage>()
            .Where(m => ids.Contains(m.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.IsIndexed, true), cancellationToken);
        return pending.Count;
    }

    private Task InsertAsync((string Term, long Number)[] rows, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("insert into \"TicketTerms\" (\"TenantId\", \"Term\", \"Number\") values ");
        var values = new List<object> { db.TenantKey };
        foreach (var (term, number) in rows)
        {
            sql.Append(values.Count == 1 ? "" : ", ")
                .Append("({0}, {")
                .Append(values.Count)
                .Append("}, {")
                .Append(values.Count + 1)
                .Append("})");
            values.Add(term);
            values.Add(number);
        }

        return db.Database.ExecuteSqlRawAsync(sql.Append(" on conflict do nothing").ToString(), values, cancellationToken);
    }
}
