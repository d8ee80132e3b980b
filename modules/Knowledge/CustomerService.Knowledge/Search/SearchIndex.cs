using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// Says in the transaction of a change which articles search must look at anew; every node does so before its next
/// answer.
/// </summary>
internal sealed class SearchIndex(CustomerServiceDbContext db, IUnitOfWorkManager unitOfWorkManager, TimeProvider time)
    : ITransientDependency
{
    private const string LockName = "knowledge.index";

    /// <summary>Published, withdrawn, moved, voted on or about to be deleted.</summary>
    public async Task MarkAsync(IReadOnlyCollection<Guid> articleIds, CancellationToken cancellationToken)
    {
        // The lock is held until the commit, so that numbers become visible in their order and no node passes one over.
        await unitOfWorkManager.Current!.LockAsync(LockName, cancellationToken);
        var next = (await db.Set<IndexedArticle>().MaxAsync(i => (long?)i.Sequence, cancellationToken) ?? 0) + 1;
        await db.Set<IndexedArticle>().Where(i => articleIds.Contains(i.ArticleId)).LoadAsync(cancellationToken);
        var known = db.Set<IndexedArticle>().Local.ToDictionary(i => i.ArticleId);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var id in articleIds)
        {
            if (!known.TryGetValue(id, out var line))
            {
                db.Add(line = new IndexedArticle(id));
            }

            line.MoveTo(next, now);
        }
    }

    public Task MarkAsync(Guid articleId, CancellationToken cancellationToken) => MarkAsync([articleId], cancellationToken);
}
