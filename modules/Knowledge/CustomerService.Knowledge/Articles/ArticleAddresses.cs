using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Articles;

/// <summary>Which article has which address, and had it.</summary>
internal sealed class ArticleAddresses(CustomerServiceDbContext db) : ITransientDependency
{
    /// <summary>Gives a free address to an article; the one that it had goes on leading to it.</summary>
    /// <param name="article">null for a new one.</param>
    public async Task TakeAsync(string slug, Article? article, CancellationToken cancellationToken)
    {
        if (await db.Set<Article>().AnyAsync(a => a.Slug == slug && (article == null || a.Id != article.Id), cancellationToken))
        {
            throw new BusinessException(KnowledgeErrorCodes.SlugTaken).WithData("Slug", slug);
        }

        db.RemoveRange(await db.Set<ArticleRedirect>().Where(r => r.Slug == slug).ToListAsync(cancellationToken));
        if (article is not null)
        {
            db.Add(new ArticleRedirect(article.Slug, article.Id));
        }
    }

    /// <returns>The present address; the same one when no article ever left it.</returns>
    public async Task<string> FollowAsync(string slug, CancellationToken cancellationToken) =>
        await (
            from redirect in db.Set<ArticleRedirect>()
            join article in db.Set<Article>() on redirect.ArticleId equals article.Id
            where redirect.Slug == slug
            select article.Slug
        ).FirstOrDefaultAsync(cancellationToken) ?? slug;

    /// <returns>Present addresses by those that articles had.</returns>
    public Task<Dictionary<string, string>> FollowAsync(IReadOnlyCollection<string> slugs, CancellationToken cancellationToken) =>
        (
            from redirect in db.Set<ArticleRedirect>()
            join article in db.Set<Article>() on redirect.ArticleId equals article.Id
            where slugs.Contains(redirect.Slug)
            select new { Old = redirect.Slug, New = article.Slug }
        ).ToDictionaryAsync(r => r.Old, r => r.New, cancellationToken);
}
