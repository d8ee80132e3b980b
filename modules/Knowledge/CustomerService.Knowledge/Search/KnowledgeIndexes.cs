using System.Collections.Concurrent;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Search;

/// <summary>This node's indexes of all tenants. An index is made when a tenant first asks, brought up to date before each answer, and forgotten when many others were asked since.</summary>
internal sealed class KnowledgeIndexes(TenantScope scope, ICurrentTenant tenant) : ISingletonDependency
{
    private const int PageSize = 500;

    /// <summary>About half a gigabyte; some hundred thousand articles of usual length.</summary>
    private const long MaxLines = 30_000_000;

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private long _clock;

    /// <summary>Asks the current tenant's index as it is after the last commit.</summary>
    public async Task<T> ReadAsync<T>(CustomerServiceDbContext db, Func<KnowledgeIndex, T> read, CancellationToken cancellationToken)
    {
        var newest = await db.Set<IndexedArticle>().MaxAsync(i => (long?)i.Sequence, cancellationToken) ?? 0;
        var entry = _entries.GetOrAdd(tenant.Key, _ => new Entry());
        entry.LastUsed = Interlocked.Increment(ref _clock);
        if (entry.Sequence < newest)
        {
            await UpdateAsync(entry, cancellationToken);
        }

        entry.Lock.EnterReadLock();
        try
        {
            return read(entry.Index);
        }
        finally
        {
            entry.Lock.ExitReadLock();
        }
    }

    private async Task UpdateAsync(Entry entry, CancellationToken cancellationToken)
    {
        await entry.Update.WaitAsync(cancellationToken);
        try
        {
            // A context of its own: what the caller's transaction has not committed must not get into an index that everybody uses.
            await scope.RunAsync(tenant.Id, provider => ReadChangesAsync(entry, provider.GetRequiredService<CustomerServiceDbContext>(), cancellationToken), cancellationToken);
            if (entry.Index.IsWorn)
            {
                entry.Replace(new KnowledgeIndex());
                await scope.RunAsync(tenant.Id, provider => ReadChangesAsync(entry, provider.GetRequiredService<CustomerServiceDbContext>(), cancellationToken), cancellationToken);
            }
        }
        finally
        {
            entry.Update.Release();
        }

        Forget();
    }

    private static async Task ReadChangesAsync(Entry entry, CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.Set<IndexedArticle>().MaxAsync(i => (long?)i.Sequence, cancellationToken) ?? 0;
        var categories = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var from = entry.Sequence;
        for (var after = Guid.Empty; ;)
        {
            var page = await db.Set<IndexedArticle>().Where(i => i.Sequence > from && i.Sequence <= newest && i.ArticleId.CompareTo(after) > 0)
                .OrderBy(i => i.ArticleId).Select(i => i.ArticleId).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            after = page[^1];
            var texts = await TextsAsync(db, page, categories, cancellationToken);
            var analyzed = texts.AsParallel().AsOrdered().Select(t => new AnalyzedText(t)).ToList();
            entry.Change(index =>
            {
                page.ForEach(index.Remove);
                analyzed.ForEach(index.Add);
                index.Vocabulary.Settle();
            });
        }

        entry.Change(index => index.Sequence = newest);
    }

    private static async Task<List<IndexedText>> TextsAsync(CustomerServiceDbContext db, List<Guid> articleIds, Dictionary<Guid, Category> categories, CancellationToken cancellationToken)
    {
        var rows = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            where translation.IsPublished && articleIds.Contains(article.Id)
            orderby article.Id, translation.Language
            select new
            {
                article.Id,
                article.Audience,
                article.CategoryId,
                article.Helpful,
                article.NotHelpful,
                translation.Language,
                translation.PublishedTitle,
                translation.PublishedSimilarQuestions,
                translation.PublishedKeywords,
                translation.PublishedText,
                translation.PublishedAt,
            }).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(r => new IndexedText(
            r.Id, r.Language, Audience.Parse(r.Audience), r.PublishedTitle, r.PublishedSimilarQuestions, r.PublishedKeywords,
            categories.TryGetValue(r.CategoryId, out var category) ? category.NameIn(r.Language) : "", r.PublishedText, r.PublishedAt ?? default, r.Helpful, r.NotHelpful))];
    }

    private void Forget()
    {
        while (_entries.Count > 1 && _entries.Values.Sum(e => e.Index.Lines) > MaxLines)
        {
            _entries.TryRemove(_entries.MinBy(e => e.Value.LastUsed).Key, out _);
        }
    }

    private sealed class Entry
    {
        public ReaderWriterLockSlim Lock { get; } = new();

        public SemaphoreSlim Update { get; } = new(1);

        public KnowledgeIndex Index { get; private set; } = new();

        public long LastUsed { get; set; }

        public long Sequence => Index.Sequence;

        public void Replace(KnowledgeIndex index) => Change(_ => Index = index);

        public void Change(Action<KnowledgeIndex> change)
        {
            Lock.EnterWriteLock();
            try
            {
                change(Index);
            }
            finally
            {
                Lock.ExitWriteLock();
            }
        }
    }
}
