using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Features;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

public static class MeteredDelete
{
    /// <summary>
    /// Removes rows by one statement, which judges them again as it removes them, and gives back what they used. In a
    /// transaction of the caller's.
    /// </summary>
    public static async Task ExecuteMeteredDeleteAsync<T>(
        this IQueryable<T> rows,
        CustomerServiceDbContext db,
        IUsageMeter usage,
        CancellationToken cancellationToken
    )
        where T : TenantEntity, IMetered
    {
        var found = await rows.AsNoTracking().ToListAsync(cancellationToken);
        var ids = found.ConvertAll(r => r.Id);
        if (ids.Count == 0 || await rows.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return;
        }

        var kept = await db.Set<T>().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var limit in found.ExceptBy(kept, r => r.Id).Select(r => r.Usage).GroupBy(u => u.Limit))
        {
            usage.Add(limit.Key, -limit.Sum(u => u.Amount));
        }
    }
}
