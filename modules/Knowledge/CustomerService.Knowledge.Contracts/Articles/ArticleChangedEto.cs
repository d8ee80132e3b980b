using CustomerService.Framework.Events;

namespace CustomerService.Knowledge.Articles;

/// <summary>What readers see of an article has changed: published, withdrawn, moved or deleted.</summary>
[EventName("knowledge.article-changed")]
public sealed record ArticleChangedEto(Guid ArticleId, string Slug, DateTime At) : IOrderedEvent
{
    public Guid StreamId => ArticleId;
}
