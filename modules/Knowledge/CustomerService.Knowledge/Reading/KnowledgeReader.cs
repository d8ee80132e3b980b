using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Reading;

/// <summary>Published articles as readers see them; the only difference between portal and desk is <c>reader</c>.</summary>
internal sealed class KnowledgeReader(
    CustomerServiceDbContext db,
    SearchEngine engine,
    ArticleLinks links,
    ArticleAddresses addresses,
    CategoryAddresses keys
) : ITransientDependency
{
    private const int PopularCount = 6;
    private const int RelatedCount = 4;
    private const int RecentCount = 4;
    private const int MaxAddresses = 20_000;
    private const int MaxInCategory = 200;
    private const int PageSize = 10;

    public async Task<KnowledgeHomeDto> GetHomeAsync(string language, Audience.Reader reader, CancellationToken cancellationToken)
    {
        var categories = await CategoriesAsync(cancellationToken);
        var counts = await CountsAsync(reader, cancellationToken);
        var popular = await Visible(reader)
            .OrderByDescending(a => a.Helpful - a.NotHelpful)
            .ThenBy(a => a.Position)
            .ThenBy(a => a.Id)
            .Select(a => a.Id)
            .Take(PopularCount)
            .ToListAsync(cancellationToken);
        return new KnowledgeHomeDto(
            [.. ChildrenOf(categories, null).Select(c => Tile(c, categories, counts, language)).Where(t => t.Articles > 0)],
            await LinksAsync(popular, language, cancellationToken),
            await LinksAsync(await RecentAsync(reader, popular, cancellationToken), language, cancellationToken)
        );
    }

    /// <summary>No more than search engines take in one list.</summary>
    public async Task<IReadOnlyList<SiteAddressDto>> GetSiteAddressesAsync(Audience.Reader reader, CancellationToken cancellationToken)
    {
        var rows = await (
            from article in Visible(reader)
            join translation in db.Set<ArticleTranslation>() on article.Id equals translation.ArticleId
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where translation.IsPublished
            orderby article.Id, translation.Language
            select new
            {
                article.Slug,
                Category = category.Key,
                translation.Language,
                translation.PublishedAt,
            }
        )
            .Take(MaxAddresses)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => r.Category).Distinct().Select(key => new SiteAddressDto($"/kb/{key}", [], null)),
            .. rows.GroupBy(r => (r.Category, r.Slug))
                .Select(g => new SiteAddressDto(
                    $"/kb/{g.Key.Category}/{g.Key.Slug}",
                    [.. g.Select(r => r.Language)],
                    g.Max(r => r.PublishedAt)
                )),
        ];
    }

    public async Task<CategoryPageDto?> FindCategoryAsync(
        string key,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var categories = await CategoriesAsync(cancellationToken);
        var present = await keys.FollowAsync(key, cancellationToken);
        if (
            categories.Find(c => c.Key == present) is not { } category
            || !Audience.OfCategory(CategoryVisibility.Of(categories.ToDictionary(c => c.Id), category.Id)).Includes(reader)
        )
        {
            return null;
        }

        var counts = await CountsAsync(reader, cancellationToken);
        var articles = await Visible(reader)
            .Where(a => a.CategoryId == category.Id)
            .OrderByDescending(a => a.Helpful - a.NotHelpful)
            .ThenBy(a => a.Position)
            .ThenBy(a => a.Id)
            .Select(a => a.Id)
            .Take(MaxInCategory)
            .ToListAsync(cancellationToken);
        var tile = Tile(category, categories, counts, language);
        return new CategoryPageDto(
            category.Key,
            category.Icon,
            tile.Name,
            tile.Description,
            CrumbsTo(categories.Find(c => c.Id == category.ParentId), categories, language),
            [.. ChildrenOf(categories, category.Id).Select(c => Tile(c, categories, counts, language)).Where(t => t.Articles > 0)],
            await LinksAsync(articles, language, cancellationToken)
        );
    }

    public async Task<ArticlePageDto?> FindArticleAsync(
        string slug,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var present = await addresses.FollowAsync(slug, cancellationToken);
        var article = await Visible(reader)
            .Where(a => a.Slug == present)
            .Select(a => new
            {
                a.Id,
                a.Slug,
                a.CategoryId,
                a.Audience,
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (article is null)
        {
            return null;
        }

        var translations = await db.Set<ArticleTranslation>()
            .Where(t => t.ArticleId == article.Id && t.IsPublished)
            .Select(t => new
            {
                t.Language,
                t.PublishedTitle,
                t.PublishedKeywords,
                t.PublishedSummary,
                t.PublishedHtml,
                t.PublishedAt,
            })
            .ToListAsync(cancellationToken);
        var shown = translations.MinBy(t => Languages.Distance(t.Language, language))!;
        var categories = await CategoriesAsync(cancellationToken);
        var category = categories.Single(c => c.Id == article.CategoryId);
        return new ArticlePageDto(
            article.Id,
            article.Slug,
            category.Key,
            category.NameIn(language),
            shown.Language,
            Audience.Parse(article.Audience).IsInternal,
            shown.PublishedTitle,
            shown.PublishedSummary,
            await links.ResolveAsync(shown.PublishedHtml, language, reader, cancellationToken),
            shown.PublishedAt!.Value,
            [.. translations.Select(t => t.Language)],
            CrumbsTo(category, categories, language),
            await RelatedAsync(article.Id, $"{shown.PublishedTitle} {shown.PublishedKeywords}", language, reader, cancellationToken)
        );
    }

    public async Task<SearchResultDto> SearchAsync(
        SearchInput input,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var matches = await engine.FindAsync(input.Query, language, reader, false, cancellationToken);
        var page = matches.Articles.Skip((input.Page - 1) * PageSize).Take(PageSize).ToList();
        return new SearchResultDto(
            input.Query,
            matches.Articles.Count,
            input.Page,
            (matches.Articles.Count + PageSize - 1) / PageSize,
            await engine.DescribeAsync(page, matches, language, reader, cancellationToken)
        );
    }

    /// <param name="isUnfinished">The last word is still being typed.</param>
    public async Task<IReadOnlyList<SearchHitDto>> SuggestAsync(
        string query,
        int count,
        string language,
        Audience.Reader reader,
        bool isUnfinished,
        CancellationToken cancellationToken
    )
    {
        var matches = await engine.FindAsync(query, language, reader, isUnfinished, cancellationToken);
        return await engine.DescribeAsync([.. matches.Articles.Take(count)], matches, language, reader, cancellationToken);
    }

    /// <summary>In the order of the ids.</summary>
    public async Task<IReadOnlyList<ArticleLinkDto>> LinksAsync(
        IReadOnlyList<Guid> articleIds,
        string language,
        CancellationToken cancellationToken
    )
    {
        var found = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where articleIds.Contains(article.Id) && translation.IsPublished
            select new
            {
                article.Id,
                article.Slug,
                CategoryKey = category.Key,
                translation.Language,
                translation.PublishedTitle,
                translation.PublishedSummary,
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. articleIds
                .Select(id => found.Where(f => f.Id == id).MinBy(f => Languages.Distance(f.Language, language)))
                .Where(f => f is not null)
                .Select(f => new ArticleLinkDto(f!.Slug, f.CategoryKey, f.PublishedTitle, f.PublishedSummary)),
        ];
    }

    private async Task<IReadOnlyList<ArticleLinkDto>> RelatedAsync(
        Guid articleId,
        string words,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var matches = await engine.FindAsync(WellFormed.Cut(words, KnowledgeLimits.Query), language, reader, false, cancellationToken);
        return await LinksAsync([.. matches.Articles.Where(id => id != articleId).Take(RelatedCount)], language, cancellationToken);
    }

    private Task<List<Guid>> RecentAsync(Audience.Reader reader, List<Guid> without, CancellationToken cancellationToken) =>
        Visible(reader)
            .Where(a => !without.Contains(a.Id))
            .OrderByDescending(a => db.Set<ArticleTranslation>().Where(t => t.ArticleId == a.Id && t.IsPublished).Max(t => t.PublishedAt))
            .ThenByDescending(a => a.Id)
            .Select(a => a.Id)
            .Take(RecentCount)
            .ToListAsync(cancellationToken);

    private IQueryable<Article> Visible(Audience.Reader reader) =>
        db.Set<Article>()
            .AsNoTracking()
            .Where(a =>
                reader.Patterns.Any(p => a.Audience.Contains(p))
                && db.Set<ArticleTranslation>().Any(t => t.ArticleId == a.Id && t.IsPublished)
            );

    private Task<List<Category>> CategoriesAsync(CancellationToken cancellationToken) =>
        db.Set<Category>().AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancellationToken);

    private Task<Dictionary<Guid, int>> CountsAsync(Audience.Reader reader, CancellationToken cancellationToken) =>
        Visible(reader)
            .GroupBy(a => a.CategoryId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    private static IEnumerable<Category> ChildrenOf(List<Category> categories, Guid? parentId) =>
        categories.Where(c => c.ParentId == parentId);

    private static CategoryTileDto Tile(Category category, List<Category> all, Dictionary<Guid, int> counts, string language) =>
        new(
            category.Key,
            category.Icon,
            category.NameIn(language),
            category.TextIn(language)?.Description ?? "",
            CountBelow(category, all, counts)
        );

    private static int CountBelow(Category category, List<Category> all, Dictionary<Guid, int> counts) =>
        counts.GetValueOrDefault(category.Id) + ChildrenOf(all, category.Id).Sum(c => CountBelow(c, all, counts));

    private static List<CrumbDto> CrumbsTo(Category? category, List<Category> all, string language) =>
        category is null
            ? []
            :
            [
                .. CrumbsTo(all.Find(c => c.Id == category.ParentId), all, language),
                new CrumbDto(category.NameIn(language), $"/kb/{category.Key}"),
            ];
}
