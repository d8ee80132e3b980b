using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

/// <summary>The current tenant's own synonyms over the built-in ones.</summary>
internal sealed class TenantSynonyms(CustomerServiceDbContext db, TenantCache cache) : ITransientDependency
{
    private const string CacheKey = "knowledge.synonyms";

    public Task<SynonymSet> GetAsync(CancellationToken cancellationToken) =>
        cache.GetOrCreateAsync(
            CacheKey,
            async () =>
            {
                var lines = await db.Set<SynonymGroup>().OrderBy(g => g.Id).Select(g => g.Words).ToListAsync(cancellationToken);
                return lines.Count == 0 ? SynonymSet.BuiltIn : new SynonymSet(lines, SynonymSet.BuiltIn);
            }
        );

    /// <summary>Call it after the commit of a change.</summary>
    public Task ForgetAsync() => cache.RemoveAsync(CacheKey);
}
