using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// When an article last changed for readers, counted per tenant in the order of commits: each node reads what came after what it has.
/// The line outlives its article, so that nodes learn of the removal.
/// </summary>
internal sealed class IndexedArticle : IMultiTenant
{
    private IndexedArticle()
    {
    }

    public IndexedArticle(Guid articleId) => ArticleId = articleId;

    public Guid TenantId { get; private set; }

    public Guid ArticleId { get; private set; }

    public long Sequence { get; private set; }

    public void MoveTo(long sequence) => Sequence = sequence;
}
