using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Articles;

/// <summary>
/// An address that an article had: whoever kept it is sent on. A new article may take the address, then it is that
/// one's.
/// </summary>
internal sealed class ArticleRedirect : TenantEntity
{
    private ArticleRedirect() { }

    public ArticleRedirect(string slug, Guid articleId) => (Slug, ArticleId) = (slug, articleId);

    public string Slug { get; private set; } = "";

    public Guid ArticleId { get; private set; }
}
