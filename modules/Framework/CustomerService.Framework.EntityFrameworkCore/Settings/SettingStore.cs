using CustomerService.Framework.Caching;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Settings;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Settings;

/// <summary>What tenants have changed, in the database and in the cache.</summary>
internal sealed class SettingStore(
    CustomerServiceDbContext db,
    TenantCache cache,
    IUnitOfWorkManager unitOfWorkManager,
    SettingDefinitions definitions
) : ISettingProvider, ISettingManager, ITransientDependency
{
    private const string CacheKey = "settings";

    public async Task<string> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        var values = await cache.GetOrCreateAsync(
            CacheKey,
            () => db.Set<SettingValue>().AsNoTracking().ToDictionaryAsync(v => v.Name, v => v.Value, cancellationToken)
        );
        return values.TryGetValue(name, out var value) ? value : definitions.DefaultOf(name);
    }

    public async Task SetForCurrentTenantAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<SettingValue>().FirstOrDefaultAsync(v => v.Name == name, cancellationToken);
        if (stored is null)
        {
            stored = new SettingValue { Name = name };
            db.Add(stored);
        }

        stored.Value = value;
        unitOfWorkManager.Current!.OnCompleted(() => cache.RemoveAsync(CacheKey));
    }
}
