using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// When an article last changed for readers, counted per tenant in the order of commits: each node reads what came after what it has.
/// The line outlives its article, so that nodes learn of the removal.
/// </summary>
internal sealed class IndexedArticle : IMultiTenant
{
    private IndexedArticle() { }

    public IndexedArticle(Guid articleId) => ArticleId = articleId;

    public Guid TenantId { get; private set; }

    public Guid ArticleId { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>UTC; tells this change from one of the same number in a database that was put back to an earlier day since.</summary>
    public DateTime MarkedAt { get; private set; }

    public void MoveTo(long sequence, DateTime now) => (Sequence, MarkedAt) = (sequence, now);
}

/// <summary>Which change of an article somebody has seen.</summary>
internal readonly record struct ArticleMark(long Sequence, DateTime At);
