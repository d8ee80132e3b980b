using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Articles;

[Authorize(KnowledgePermissions.Manage)]
internal sealed class ArticleAppService(CustomerServiceDbContext db, IUnitOfWork unitOfWork, SearchIndex index, ArticleLinks links, IRealTimeHub hub, ICurrentUser user, TimeProvider time) : IArticleAppService
{
    private const int PageSize = 50;
    private const int MaxVersions = 100;
    private const int MaxMissing = 50;
    private static readonly TimeSpan MissingPeriod = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<PagedResult<ArticleRowDto>> GetListAsync(ArticleListInput input, CancellationToken cancellationToken = default)
    {
        var query = db.Set<Article>().AsNoTracking().Where(a => input.CategoryId == null || a.CategoryId == input.CategoryId);
        if (!string.IsNullOrWhiteSpace(input.Filter))
        {
            var words = input.Filter.Trim().ToLower(CultureInfo.InvariantCulture);
            query = query.Where(a => a.Slug.Contains(words) || a.Translations.Any(t => t.Title.ToLower().Contains(words)));
        }

        query = input.State switch
        {
            ArticleState.Draft => query.Where(a => a.Translations.Any(t => !t.IsPublished)),
            ArticleState.Published => query.Where(a => a.Translations.Any(t => t.IsPublished && t.Revision == t.PublishedRevision)),
            ArticleState.Changed => query.Where(a => a.Translations.Any(t => t.IsPublished && t.Revision != t.PublishedRevision)),
            _ => query,
        };
        if (Guid.TryParse(input.After, out var after))
        {
            query = query.Where(a => a.Id.CompareTo(after) < 0);
        }

        var articles = await query.OrderByDescending(a => a.Id).Include(a => a.Translations).Take(PageSize + 1).ToListAsync(cancellationToken);
        var categories = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var language = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        return new PagedResult<ArticleRowDto>(
            [.. articles.Take(PageSize).Select(a => new ArticleRowDto(
                a.Id, a.Slug, TitleOf(a, language), a.CategoryId, categories[a.CategoryId].NameIn(language), a.Visibility,
                [.. a.Translations.OrderBy(t => t.Language).Select(t => new LanguageStateDto(t.Language, t.State))], a.Helpful, a.NotHelpful, a.LastModificationTime ?? a.CreationTime))],
            articles.Count > PageSize ? articles[PageSize - 1].Id.ToString() : null);
    }

    public async Task<ArticleDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var categoryKey = await db.Set<Category>().Where(c => c.Id == article.CategoryId).Select(c => c.Key).SingleAsync(cancellationToken);
        return new ArticleDto(
            article.Id, article.Slug, article.CategoryId, categoryKey, article.Visibility, article.Helpful, article.NotHelpful,
            [.. article.Translations.Select(t => new ArticleDraftDto(t.Language, t.Revision, t.State, t.Title, t.Keywords, t.SimilarQuestions, t.Body, t.PublishedAt))]);
    }

    public async Task<Guid> CreateAsync(CreateArticleInput input, CancellationToken cancellationToken = default)
    {
        await DemandCategoryAsync(input.CategoryId, cancellationToken);
        var slug = string.IsNullOrWhiteSpace(input.Slug) ? await FreeSlugAsync(input.Title, cancellationToken) : input.Slug;
        await DemandFreeSlugAsync(slug, null, cancellationToken);
        var article = new Article(slug, input.CategoryId, input.Visibility);
        var translation = article.SaveDraft(input.Language, new ArticleWords(input.Title, ""), 0, Now);
        db.Add(article);
        AddVersion(article, translation, ArticleAction.Saved);
        return article.Id;
    }

    public async Task UpdateAsync(Guid id, UpdateArticleInput input, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        await DemandCategoryAsync(input.CategoryId, cancellationToken);
        await DemandFreeSlugAsync(input.Slug, id, cancellationToken);
        article.Change(input.Slug, input.CategoryId, input.Visibility, Now);
        await ShowAsync(article, cancellationToken);
    }

    public async Task<int> SaveDraftAsync(Guid id, SaveDraftInput input, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var translation = article.SaveDraft(input.Language, new ArticleWords(input.Title, input.Body, input.Keywords, input.SimilarQuestions), input.Revision, Now);
        AddVersion(article, translation, ArticleAction.Saved);
        return translation.Revision;
    }

    public async Task PublishAsync(Guid id, string language, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.Publish(language, MarkdownRenderer.Render(article.Find(language)?.Body ?? ""), Now);
        AddVersion(article, article.Find(language)!, ArticleAction.Published);
        await ShowAsync(article, cancellationToken);
    }

    public async Task WithdrawAsync(Guid id, string language, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        if (article.Find(language) is not { IsPublished: true } translation)
        {
            return;
        }

        article.Withdraw(language, Now);
        AddVersion(article, translation, ArticleAction.Withdrawn);
        await ShowAsync(article, cancellationToken);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.TellDeleted(Now);
        await index.MarkAsync(id, cancellationToken);
        db.Remove(article);
        unitOfWork.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(id)));
    }

    public async Task<IReadOnlyList<ArticleVersionDto>> GetVersionsAsync(Guid id, string language, CancellationToken cancellationToken = default) =>
        await db.Set<ArticleVersion>().Where(v => v.ArticleId == id && v.Language == language)
            .OrderByDescending(v => v.At).ThenByDescending(v => v.Id).Take(MaxVersions)
            .Select(v => new ArticleVersionDto(v.Id, v.Number, v.Action, v.Title, v.Keywords, v.SimilarQuestions, v.Body, v.UserName, v.At)).ToListAsync(cancellationToken);

    public async Task RestoreAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var version = await db.Set<ArticleVersion>().FirstOrDefaultAsync(v => v.ArticleId == id && v.Id == versionId, cancellationToken) ?? throw BusinessException.NotFound(KnowledgeErrorCodes.VersionNotFound);
        var translation = article.SaveDraft(version.Language, new ArticleWords(version.Title, version.Body, version.Keywords, version.SimilarQuestions), article.Find(version.Language)?.Revision ?? 0, Now);
        AddVersion(article, translation, ArticleAction.Restored);
    }

    public Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default) =>
        links.ResolveAsync(MarkdownRenderer.Render(input.Body).Html, JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture), Audience.Agent(), cancellationToken);

    public Task<bool> HasOwnWordsAsync(CancellationToken cancellationToken = default) => db.Set<ArticleVersion>().AnyAsync(v => v.UserId != null, cancellationToken);

    public async Task<IReadOnlyList<MissingAnswerDto>> GetMissingAsync(CancellationToken cancellationToken = default)
    {
        var since = Now - MissingPeriod;
        return await db.Set<SearchLog>().Where(s => s.IsWithoutResult && s.At >= since)
            .GroupBy(s => s.Query).Select(g => new { g.Key, Count = g.Count(), LastAt = g.Max(s => s.At) })
            .OrderByDescending(g => g.Count).ThenByDescending(g => g.LastAt).Take(MaxMissing)
            .Select(g => new MissingAnswerDto(g.Key, g.Count, g.LastAt)).ToListAsync(cancellationToken);
    }

    private async Task<Article> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Article>().Include(a => a.Translations).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);

    /// <summary>Readers see the change at once: index, then caches of every node.</summary>
    private async Task ShowAsync(Article article, CancellationToken cancellationToken)
    {
        await index.MarkAsync(article.Id, cancellationToken);
        unitOfWork.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(article.Id)));
    }

    private void AddVersion(Article article, ArticleTranslation translation, ArticleAction action) =>
        db.Add(new ArticleVersion(translation, article.Id, action, user.Id, user.Name, Now));

    private async Task DemandCategoryAsync(Guid categoryId, CancellationToken cancellationToken)
    {
        if (!await db.Set<Category>().AnyAsync(c => c.Id == categoryId, cancellationToken))
        {
            throw BusinessException.NotFound(KnowledgeErrorCodes.CategoryNotFound);
        }
    }

    private async Task DemandFreeSlugAsync(string slug, Guid? exceptId, CancellationToken cancellationToken)
    {
        if (await db.Set<Article>().AnyAsync(a => a.Slug == slug && a.Id != exceptId, cancellationToken))
        {
            throw new BusinessException(KnowledgeErrorCodes.SlugTaken).WithData("Slug", slug);
        }
    }

    private async Task<string> FreeSlugAsync(string title, CancellationToken cancellationToken)
    {
        var unique = Guid.NewGuid().ToString("N")[..8];
        var slug = Slug.From(title, $"article-{unique}");
        return await db.Set<Article>().AnyAsync(a => a.Slug == slug, cancellationToken) ? $"{slug}-{unique}" : slug;
    }

    private static string TitleOf(Article article, string language) =>
        (article.Find(language) ?? (article.Translations.Count > 0 ? article.Translations[0] : null))?.Title is { Length: > 0 } title ? title : article.Slug;
}
