using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CustomerService.Framework.EntityFrameworkCore.Metering;

/// <summary>Writes down what a save brings and takes of the limits, in the same save.</summary>
internal sealed class UsageJournal(UsageReadings readings) : ISingletonDependency
{
    public static DateOnly MonthOf(DateTime utc) => new(utc.Year, utc.Month, 1);

    public void Write(CustomerServiceDbContext context, IUnitOfWork? unitOfWork, DateTime now)
    {
        List<Usage>? changes = null;
        foreach (var entry in context.ChangeTracker.Entries<IMetered>())
        {
            if (
                entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && ChangeOf(entry) is { Amount: not 0 } change
            )
            {
                (changes ??= []).Add(change);
            }
        }

        foreach (var group in changes?.GroupBy(c => c.Limit.Name) ?? [])
        {
            Write(context, unitOfWork, group.Key, group.Sum(c => c.Amount), now);
        }
    }

    public void Write(CustomerServiceDbContext context, IUnitOfWork? unitOfWork, string feature, long amount, DateTime now)
    {
        var row = new UsageEntry
        {
            Feature = feature,
            Month = MonthOf(now),
            Amount = amount,
        };
        context.Add(row);
        unitOfWork?.OnCompleted(() =>
        {
            readings.Add(context.TenantKey, row);
            return Task.CompletedTask;
        });
    }

    private static Usage ChangeOf(EntityEntry<IMetered> entry)
    {
        var usage = entry.Entity.Usage;
        return entry.State switch
        {
            EntityState.Added => usage,
            _ when usage.Limit.IsMonthly => usage with { Amount = 0 },
            EntityState.Deleted => usage with { Amount = -usage.Amount },
            _ => usage with { Amount = usage.Amount - ((IMetered)entry.OriginalValues.ToObject()).Usage.Amount },
        };
    }
}
