using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Transfer;

/// <summary>The company's articles as files.</summary>
internal sealed class ArticleFileReader(CustomerServiceDbContext db, GroupNames groupNames) : ITransientDependency
{
    /// <summary>One for each language, drafts included; in the order of their addresses.</summary>
    public async Task<IReadOnlyList<ArticleFile>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = await groupNames.GetAsync(cancellationToken);
        var categories = await db.Set<Category>().ToDictionaryAsync(c => c.Id, c => c.Key, cancellationToken);
        var articles = await db.Set<Article>()
            .AsNoTracking()
            .Include(a => a.Translations)
            .OrderBy(a => a.Slug)
            .ToListAsync(cancellationToken);
        return
        [
            .. articles.SelectMany(a =>
                a.Translations.OrderBy(t => t.Language)
                    .Select(t => new ArticleFile(
                        a.Slug,
                        t.Language,
                        t.Title,
                        categories[a.CategoryId],
                        t.Keywords,
                        t.SimilarQuestions.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                        t.Body,
                        !t.IsPublished,
                        ForOf(a, names)
                    ))
            ),
        ];
    }

    /// <summary>As its readers have it: the category's groups included, since the category of another company is open.</summary>
    private static FileAudience ForOf(Article article, IReadOnlyDictionary<Guid, string> names)
    {
        var audience = Audience.Parse(article.Audience);
        return FileAudience.Of(
            audience.IsInternal ? ArticleVisibility.Internal : article.Visibility,
            audience.IsInternal ? null : article.Tier,
            [.. audience.Groups.Select(g => names.GetValueOrDefault(g, g.ToString())).Order(StringComparer.Ordinal)]
        );
    }
}
