using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

public enum QueueState
{
    Pending,

    /// <summary>dead-lettered after all attempts; shown in the host console, can be put back.</summary>
    Failed,
}

/// <summary>
/// A row that waits to be worked on by one node: claimed by a lease (<see cref="QueueClaim"/>), tried again after a
/// failure, dead-lettered in the end.
/// </summary>
public abstract class QueueRow : TenantEntity, IHostSwept
{
    internal const int MaxAttempts = 10;

    /// <summary>UTC; not before this.</summary>
    public DateTime NextAttempt { get; set; }

    public QueueState State { get; set; }

    public int Attempts { get; set; }

    public string? Error { get; set; }

    public Guid? LeaseId { get; set; }

    /// <summary>UTC; from then on another node may take the row over.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>One attempt more; the row rests 1 s, 2 s, 4 s … at most 10 minutes, and is dead-lettered after ten.</summary>
    internal void RememberFailure(Exception error, DateTime now)
    {
        Attempts++;
        State = Attempts >= MaxAttempts ? QueueState.Failed : QueueState.Pending;
        Error = ErrorText.Of(error);
        NextAttempt = now + TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, Attempts - 1)));
        (LeaseId, LeaseUntil) = (null, null);
    }
}

public static class QueueRowExtensions
{
    /// <summary>One attempt more for a claimed row. Nothing happens when another node has taken it over.</summary>
    internal static Task RememberFailureAsync<T>(
        this CustomerServiceDbContext db,
        T row,
        Exception error,
        DateTime now,
        CancellationToken cancellationToken
    )
        where T : QueueRow
    {
        var (id, lease) = (row.Id, row.LeaseId);
        row.RememberFailure(error, now);
        return db.Set<T>()
            .Where(r => r.Id == id && r.LeaseId == lease)
            .SetAsync(row.State, row.Attempts, row.Error, row.NextAttempt, cancellationToken);
    }

    /// <summary>Puts a row of the current tenant that was dead-lettered back into its queue.</summary>
    /// <returns>0 when there is no such row, or it was not dead-lettered.</returns>
    public static Task<int> PutBackAsync<T>(
        this CustomerServiceDbContext db,
        Guid id,
        DateTime now,
        CancellationToken cancellationToken = default
    )
        where T : QueueRow =>
        db.Set<T>().Where(r => r.Id == id && r.State == QueueState.Failed).SetAsync(QueueState.Pending, 0, null, now, cancellationToken);

    private static Task<int> SetAsync<T>(
        this IQueryable<T> rows,
        QueueState state,
        int attempts,
        string? error,
        DateTime nextAttempt,
        CancellationToken cancellationToken
    )
        where T : QueueRow =>
        rows.ExecuteUpdateAsync(
            set =>
                set.SetProperty(r => r.State, state)
                    .SetProperty(r => r.Attempts, attempts)
                    .SetProperty(r => r.Error, error)
                    .SetProperty(r => r.NextAttempt, nextAttempt)
                    .SetProperty(r => r.LeaseId, (Guid?)null)
                    .SetProperty(r => r.LeaseUntil, (DateTime?)null),
            cancellationToken
        );
}
