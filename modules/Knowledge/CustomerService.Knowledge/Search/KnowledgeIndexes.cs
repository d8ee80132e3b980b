using System.Collections.Concurrent;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// This node's indexes of all tenants. An index is made when a tenant first asks, brought up to date before each
/// answer, and forgotten when many others were asked since.
/// </summary>
internal sealed class KnowledgeIndexes(TenantScope scope, ICurrentTenant tenant, IndexSnapshots snapshots, ILogger<KnowledgeIndexes> logger)
    : ISingletonDependency
{
    private const int PageSize = 500;

    /// <summary>About half a gigabyte; some hundred thousand articles of usual length.</summary>
    private const long MaxLines = 30_000_000;

    /// <summary>Smaller ones are read from the database in the time that a file would take.</summary>
    private const int MinKept = 1_000;

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
        var isKept = false;
        try
        {
            if (entry is { Sequence: 0 } && await snapshots.LoadAsync(cancellationToken) is { } kept)
            {
                entry.Replace(kept);
            }

            // A context of its own: what the caller's transaction has not committed must not get into an index that everybody uses.
            await scope.RunAsync(
                tenant.Id,
                provider => ReadChangesAsync(entry, provider.GetRequiredService<CustomerServiceDbContext>(), cancellationToken),
                cancellationToken
            );
            if (entry.Index.IsWorn)
            {
                entry.Replace(new KnowledgeIndex());
                await scope.RunAsync(
                    tenant.Id,
                    provider => ReadChangesAsync(entry, provider.GetRequiredService<CustomerServiceDbContext>(), cancellationToken),
                    cancellationToken
                );
            }

            if (entry.ReadSinceKept >= Math.Max(MinKept, entry.Index.Alive / 10))
            {
                // Whoever asks does not wait for the file; the next change does.
                entry.ReadSinceKept = 0;
                isKept = true;
                entry.Keeping = KeepAsync(entry);
            }
        }
        finally
        {
            if (!isKept)
            {
                entry.Update.Release();
            }
        }

        Forget();
    }

    /// <summary>Ends when no file is being written.</summary>
    public Task SettleAsync() => Task.WhenAll(_entries.Values.Select(e => e.Keeping));

    private async Task KeepAsync(Entry entry)
    {
        try
        {
            await Task.Run(() => snapshots.SaveAsync(entry.Index, CancellationToken.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The index of tenant {Tenant} could not be kept; the next start reads the articles instead.", tenant.Key);
        }
        finally
        {
            entry.Update.Release();
        }
    }

    private static async Task ReadChangesAsync(Entry entry, CustomerServiceDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.Set<IndexedArticle>().MaxAsync(i => (long?)i.Sequence, cancellationToken) ?? 0;
        var categories = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var from = entry.Sequence;
        var lines = await db.Set<IndexedArticle>()
            .Where(i => i.Sequence > from && i.Sequence <= newest)
            .OrderBy(i => i.ArticleId)
            .Select(i => new
            {
                i.ArticleId,
                i.Sequence,
                i.MarkedAt,
            })
            .ToListAsync(cancellationToken);
        if (from == 0 && entry.Index.Alive > 0)
        {
            var known = lines.Select(l => l.ArticleId).ToHashSet();
            entry.Change(index => index.Except(known).ToList().ForEach(index.Remove));
        }

        foreach (
            var page in lines
                .Select(l => (l.ArticleId, Mark: new ArticleMark(l.Sequence, l.MarkedAt)))
                .Where(l => !entry.Index.Knows(l.ArticleId, l.Mark))
                .Chunk(PageSize)
        )
        {
            var texts = await TextsAsync(db, [.. page.Select(l => l.ArticleId)], categories, cancellationToken);
            var analyzed = texts.AsParallel().AsOrdered().Select(t => new AnalyzedText(t)).ToList();
            entry.Change(index =>
            {
                foreach (var (articleId, mark) in page)
                {
                    index.Remove(articleId);
                    index.Mark(articleId, mark);
                }

                analyzed.ForEach(index.Add);
                index.Vocabulary.Settle();
            });
            entry.ReadSinceKept += page.Length;
        }

        entry.Change(index => index.Sequence = newest);
    }

    private static async Task<List<IndexedText>> TextsAsync(
        CustomerServiceDbContext db,
        List<Guid> articleIds,
        Dictionary<Guid, Category> categories,
        CancellationToken cancellationToken
    )
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
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new IndexedText(
                r.Id,
                r.Language,
                Audience.Parse(r.Audience),
                r.PublishedTitle,
                r.PublishedSimilarQuestions,
                r.PublishedKeywords,
                categories.TryGetValue(r.CategoryId, out var category) ? category.NameIn(r.Language) : "",
                r.PublishedText,
                r.PublishedAt ?? default,
                r.Helpful,
                r.NotHelpful
            )),
        ];
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

        /// <summary>Articles that a start would have to read anew.</summary>
        public int ReadSinceKept { get; set; }

        /// <summary>The file being written; holds <see cref="Update"/> until it is.</summary>
        public Task Keeping { get; set; } = Task.CompletedTask;

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
