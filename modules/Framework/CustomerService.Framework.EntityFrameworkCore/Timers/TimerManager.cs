using System.Globalization;
using System.Text;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Timers;

internal sealed class TimerManager(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager) : ITimerManager, ITransientDependency
{
    private const int RowsPerStatement = 500;

    public async Task ScheduleAsync(
        string kind,
        Guid subjectId,
        DateTime due,
        string key = "",
        string? payload = null,
        CancellationToken cancellationToken = default
    )
    {
        var timer = (await FindAsync(kind, subjectId, key, cancellationToken)).SingleOrDefault();
        if (timer is null)
        {
            timer = new TimerRow
            {
                Kind = kind,
                SubjectId = subjectId,
                Key = key,
            };
            db.Add(timer);
        }
        else if (db.Entry(timer).State == EntityState.Deleted)
        {
            db.Entry(timer).State = EntityState.Modified;
        }

        (timer.Due, timer.NextAttempt, timer.Payload) = (due, due, payload);
        (timer.State, timer.Attempts, timer.Error, timer.LeaseId, timer.LeaseUntil) = (QueueState.Pending, 0, null, null, null);
    }

    public async Task SetManyAsync(string kind, IReadOnlyDictionary<Guid, DateTime?> due, CancellationToken cancellationToken = default)
    {
        // What this unit of work has in hand is written with it, such as the timer that is firing just now.
        var inHand = db
            .ChangeTracker.Entries<TimerRow>()
            .Where(e => e.Entity.Kind == kind && e.Entity.Key.Length == 0 && due.ContainsKey(e.Entity.SubjectId))
            .ToDictionary(e => e.Entity.SubjectId);
        foreach (var (subject, entry) in inHand)
        {
            await (
                due[subject] is { } at
                    ? ScheduleAsync(kind, subject, at, cancellationToken: cancellationToken)
                    : CancelAsync(kind, subject, "", cancellationToken)
            );
        }

        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        foreach (var rows in due.Where(d => d.Value is not null && !inHand.ContainsKey(d.Key)).OrderBy(d => d.Key).Chunk(RowsPerStatement))
        {
            await WriteAsync(kind, rows, cancellationToken);
        }

        foreach (var ended in due.Where(d => d.Value is null && !inHand.ContainsKey(d.Key)).Select(d => d.Key).Chunk(RowsPerStatement))
        {
            await db.Set<TimerRow>()
                .Where(t => t.Kind == kind && t.Key == "" && ended.Contains(t.SubjectId))
                .ExecuteDeleteAsync(cancellationToken);
        }
    }

    public async Task CancelAsync(string kind, Guid subjectId, string? key = null, CancellationToken cancellationToken = default) =>
        db.RemoveRange(await FindAsync(kind, subjectId, key, cancellationToken));

    /// <summary>
    /// One statement for all, in one order for everybody: two who write the same timers wait for each other, never in a
    /// circle.
    /// </summary>
    private Task WriteAsync(string kind, KeyValuePair<Guid, DateTime?>[] rows, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder(
            """insert into "Timers" ("TenantId", "Kind", "Key", "State", "Attempts", "Id", "SubjectId", "Due", "NextAttempt") values """
        );
        var values = new List<object> { db.TenantKey, kind, nameof(QueueState.Pending) };
        foreach (var (subject, due) in rows)
        {
            var n = values.Count;
            sql.Append(
                CultureInfo.InvariantCulture,
                $"{(n == 3 ? "" : ", ")}({{0}}, {{1}}, '', {{2}}, 0, {{{n}}}, {{{n + 1}}}, {{{n + 2}}}, {{{n + 2}}})"
            );
            values.AddRange([Guid.CreateVersion7(), subject, due!.Value]);
        }

        sql.Append(
            """
             on conflict ("TenantId", "Kind", "SubjectId", "Key") do update set "Due" = excluded."Due", "NextAttempt" =
                 excluded."NextAttempt", "State" = excluded."State",
            "Attempts" = 0, "Payload" = null, "Error" = null, "LeaseId" = null, "LeaseUntil" = null
            """
        );
        return db.Database.ExecuteSqlRawAsync(sql.ToString(), values, cancellationToken);
    }

    private async Task<IReadOnlyList<TimerRow>> FindAsync(string kind, Guid subjectId, string? key, CancellationToken cancellationToken)
    {
        await db.Set<TimerRow>()
            .Where(t => t.Kind == kind && t.SubjectId == subjectId && (key == null || t.Key == key))
            .LoadAsync(cancellationToken);
        return
        [
            .. db
                .ChangeTracker.Entries<TimerRow>()
                .Select(e => e.Entity)
                .Where(t => t.Kind == kind && t.SubjectId == subjectId && (key == null || t.Key == key)),
        ];
    }
}
