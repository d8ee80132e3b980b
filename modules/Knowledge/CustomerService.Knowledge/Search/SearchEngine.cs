using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

/// <summary>Finds published articles. Tenant and audience are conditions while finding and once more while reading what is shown.</summary>
internal sealed class SearchEngine(CustomerServiceDbContext db, KnowledgeIndexes indexes, TenantSynonyms synonyms, TimeProvider time)
    : ITransientDependency
{
    public async Task<SearchMatches> FindAsync(
        string query,
        string language,
        Audience.Reader reader,
        bool isUnfinished,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            return SearchMatches.None;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var known = await synonyms.GetAsync(cancellationToken);
        return await indexes.ReadAsync(
            db,
            index =>
            {
                var planned = new QueryPlanner(index, known).Plan(query, isUnfinished);
                return new SearchMatches(new Scorer(index, planned, reader, language, now).Rank(), planned.Terms);
            },
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<SearchHitDto>> DescribeAsync(
        IReadOnlyList<Guid> articleIds,
        SearchMatches matches,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var found = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where articleIds.Contains(article.Id) && translation.IsPublished && reader.Patterns.Any(p => article.Audience.Contains(p))
            select new
            {
                article.Id,
                article.Slug,
                article.Audience,
                Category = category,
                translation.Language,
                translation.PublishedTitle,
                translation.PublishedText,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. articleIds
                .Select(id => found.Where(f => f.Id == id).MinBy(f => Languages.Distance(f.Language, language)))
                .Where(f => f is not null)
                .Select(f => new SearchHitDto(
                    f!.Id,
                    f.Slug,
                    f.Category.Key,
                    f.Category.NameIn(language),
                    f.Language,
                    Audience.Parse(f.Audience).IsInternal,
                    Highlighter.Mark(f.PublishedTitle, matches.Terms),
                    Highlighter.Snippet(f.PublishedText, matches.Terms)
                )),
        ];
    }
}

/// <param name="Articles">Best first.</param>
/// <param name="Terms">What to mark in titles and texts.</param>
internal sealed record SearchMatches(IReadOnlyList<Guid> Articles, IReadOnlySet<string> Terms)
{
    public static readonly SearchMatches None = new([], new HashSet<string>());
}
