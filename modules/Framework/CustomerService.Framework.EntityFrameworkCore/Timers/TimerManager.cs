using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Timers;

internal sealed class TimerManager(CustomerServiceDbContext db) : ITimerManager, ITransientDependency
{
    public async Task ScheduleAsync(string kind, Guid subjectId, DateTime due, string key = "", string? payload = null, CancellationToken cancellationToken = default)
    {
        var timer = (await FindAsync(kind, subjectId, key, cancellationToken)).SingleOrDefault();
        if (timer is null)
        {
            timer = new TimerRow { Kind = kind, SubjectId = subjectId, Key = key };
            db.Add(timer);
        }
        else if (db.Entry(timer).State == EntityState.Deleted)
        {
            db.Entry(timer).State = EntityState.Modified;
        }

        (timer.Due, timer.NextAttempt, timer.Payload) = (due, due, payload);
        (timer.State, timer.Attempts, timer.Error, timer.LeaseId, timer.LeaseUntil) = (QueueState.Pending, 0, null, null, null);
    }

    public async Task CancelAsync(string kind, Guid subjectId, string? key = null, CancellationToken cancellationToken = default) =>
        db.RemoveRange(await FindAsync(kind, subjectId, key, cancellationToken));

    private async Task<IReadOnlyList<TimerRow>> FindAsync(string kind, Guid subjectId, string? key, CancellationToken cancellationToken)
    {
        await db.Set<TimerRow>().Where(t => t.Kind == kind && t.SubjectId == subjectId && (key == null || t.Key == key)).LoadAsync(cancellationToken);
        return [.. db.ChangeTracker.Entries<TimerRow>().Select(e => e.Entity).Where(t => t.Kind == kind && t.SubjectId == subjectId && (key == null || t.Key == key))];
    }
}
