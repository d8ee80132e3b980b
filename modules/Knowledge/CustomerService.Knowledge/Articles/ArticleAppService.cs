using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Files;
using CustomerService.Knowledge.Quotes;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Articles;

[Authorize(KnowledgePermissions.Write)]
internal sealed class ArticleAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    SearchIndex index,
    ArticleLinks links,
    ArticleAddresses addresses,
    TenantDays days,
    ITimerManager timers,
    IUserIntegrationService users,
    CategoryVisibility shelves,
    Readers readers,
    IEnumerable<IAgentGroupProvider> groups,
    IRealTimeHub hub,
    ICurrentUser user,
    TimeProvider time
) : IArticleAppService
{
    private const int PageSize = 50;
    private const int MaxVersions = 100;
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<PagedResult<ArticleRowDto>> GetListAsync(ArticleListInput input, CancellationToken cancellationToken = default)
    {
        var reader = await readers.OfDeskAsync(cancellationToken);
        var query = Seen(reader).AsNoTracking().Where(a => input.CategoryId == null || a.CategoryId == input.CategoryId);
        if (!string.IsNullOrWhiteSpace(input.Filter))
        {
            var words = input.Filter.Trim().ToLower(CultureInfo.InvariantCulture);
            query = query.Where(a => a.Slug.Contains(words) || a.Translations.Any(t => t.Title.ToLower().Contains(words)));
        }

        query = input.State switch
        {
            ArticleState.InReview => query.Where(a => a.Translations.Any(t => t.ReviewAskedAt != null)),
            ArticleState.Draft => query.Where(a => a.Translations.Any(t => !t.IsPublished && t.ReviewAskedAt == null)),
            ArticleState.Published => query.Where(a => a.Translations.Any(t => t.IsPublished && t.Revision == t.PublishedRevision)),
            ArticleState.Changed => query.Where(a => a.Translations.Any(t => t.IsPublished && t.Revision != t.PublishedRevision)),
            _ => query,
        };
        if (Guid.TryParse(input.After, out var after))
        {
            query = query.Where(a => a.Id.CompareTo(after) < 0);
        }

        var articles = await query
            .OrderByDescending(a => a.Id)
            .Include(a => a.Translations)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var categories = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var language = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        return new PagedResult<ArticleRowDto>(
            [
                .. articles
                    .Take(PageSize)
                    .Select(a => new ArticleRowDto(
                        a.Id,
                        a.Slug,
                        TitleOf(a, language),
                        a.CategoryId,
                        categories[a.CategoryId].NameIn(language),
                        Audience.Parse(a.Audience).IsInternal,
                        [.. a.Translations.OrderBy(t => t.Language).Select(t => new LanguageStateDto(t.Language, t.State))],
                        a.Helpful,
                        a.NotHelpful,
                        a.LastModificationTime ?? a.CreationTime
                    )),
            ],
            articles.Count > PageSize ? articles[PageSize - 1].Id.ToString() : null
        );
    }

    public async Task<ArticleDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var categoryKey = await db.Set<Category>().Where(c => c.Id == article.CategoryId).Select(c => c.Key).SingleAsync(cancellationToken);
        return new ArticleDto(
            article.Id,
            article.Slug,
            article.CategoryId,
            categoryKey,
            article.Visibility,
            article.Tier?.ToString(),
            article.GroupIds,
            Audience.Parse(article.Audience).IsInternal,
            article.OwnerId,
            await days.LastDayAsync(article.ExpiresAt, cancellationToken),
            article.Helpful,
            article.NotHelpful,
            await db.Set<ArticleUse>().CountAsync(u => u.ArticleId == id && u.SolvedAt != null, cancellationToken),
            [
                .. article.Translations.Select(t => new ArticleDraftDto(
                    t.Language,
                    t.Revision,
                    t.State,
                    t.IsPublished,
                    t.ReviewNote,
                    t.Title,
                    t.Keywords,
                    t.SimilarQuestions,
                    t.Body,
                    t.PublishedAt
                )),
            ]
        );
    }

    public async Task<Guid> CreateAsync(CreateArticleInput input, CancellationToken cancellationToken = default)
    {
        var shelf = await CheckVisibilityAsync(input.CategoryId, cancellationToken);
        var slug = string.IsNullOrWhiteSpace(input.Slug) ? await FreeSlugAsync(input.Title, cancellationToken) : input.Slug;
        await addresses.TakeAsync(slug, null, cancellationToken);
        var article = new Article(slug, input.CategoryId, input.Visibility, shelf);
        var translation = article.SaveDraft(input.Language, new ArticleWords(input.Title, ""), 0, Now);
        db.Add(article);
        AddVersion(article, translation, ArticleAction.Saved);
        return article.Id;
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task UpdateAsync(Guid id, UpdateArticleInput input, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var shelf = await CheckVisibilityAsync(input.CategoryId, cancellationToken);
        if (article.Slug != input.Slug)
        {
            await addresses.TakeAsync(input.Slug, article, cancellationToken);
        }

        article.Change(input.Slug, input.CategoryId, input.Visibility, TierOf(input.Tier), input.GroupIds, shelf, Now);
        article.Care(input.OwnerId, await days.EndOfAsync(input.LastDay, cancellationToken), Now);
        await ArticleExpiry.ScheduleAsync(timers, article, Now, cancellationToken);
        await ShowAsync(article, cancellationToken);
    }

    public async Task<int> SaveDraftAsync(Guid id, SaveDraftInput input, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var translation = article.SaveDraft(
            input.Language,
            new ArticleWords(input.Title, input.Body, input.Keywords, input.SimilarQuestions),
            input.Revision,
            Now
        );
        AddVersion(article, translation, ArticleAction.Saved);
        return translation.Revision;
    }

    public async Task SendToReviewAsync(Guid id, string language, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.AskForReview(language, user.Id, Now);
        AddVersion(article, article.Find(language)!, ArticleAction.SentToReview);
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task SendBackAsync(Guid id, SendBackInput input, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.SendBack(input.Language, input.Note, Now);
        AddVersion(article, article.Find(input.Language)!, ArticleAction.SentBack);
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task PublishAsync(Guid id, string language, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.Publish(language, MarkdownRenderer.Render(article.Find(language)?.Body ?? ""), Now);
        AddVersion(article, article.Find(language)!, ArticleAction.Published);
        await ArticleExpiry.ScheduleAsync(timers, article, Now, cancellationToken);
        await ShowAsync(article, cancellationToken);
    }

    [Authorize(KnowledgePermissions.Manage)]
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

    [Authorize(KnowledgePermissions.Manage)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        article.TellDeleted(Now);
        await timers.CancelAsync(ArticleExpiry.TimerKind, id, cancellationToken: cancellationToken);
        await index.MarkAsync(id, cancellationToken);

        // One by one, so that the room they took is given back.
        db.RemoveRange(await db.Set<KnowledgeFile>().Where(f => f.ArticleId == id).ToListAsync(cancellationToken));
        db.Remove(article);
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(id)));
    }

    public async Task<IReadOnlyList<ArticleVersionDto>> GetVersionsAsync(
        Guid id,
        string language,
        CancellationToken cancellationToken = default
    )
    {
        await CheckSeenAsync(id, cancellationToken);
        return await db.Set<ArticleVersion>()
            .Where(v => v.ArticleId == id && v.Language == language)
            .OrderByDescending(v => v.At)
            .ThenByDescending(v => v.Id)
            .Take(MaxVersions)
            .Select(v => new ArticleVersionDto(v.Id, v.Number, v.Action, v.Title, v.Keywords, v.SimilarQuestions, v.Body, v.UserName, v.At))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DiffLineDto>> GetChangesAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default)
    {
        await CheckSeenAsync(id, cancellationToken);
        var version = await FindVersionAsync(id, versionId, cancellationToken);
        var before = await db.Set<ArticleVersion>()
            .AsNoTracking()
            .Where(v => v.ArticleId == id && v.Language == version.Language && v.Id.CompareTo(versionId) < 0)
            .OrderByDescending(v => v.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return LineDiff.Between(before is null ? "" : WordsOf(before), WordsOf(version));
    }

    public async Task RestoreAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default)
    {
        var article = await FindAsync(id, cancellationToken);
        var version = await FindVersionAsync(id, versionId, cancellationToken);
        var translation = article.SaveDraft(
            version.Language,
            new ArticleWords(version.Title, version.Body, version.Keywords, version.SimilarQuestions),
            article.Find(version.Language)?.Revision ?? 0,
            Now
        );
        AddVersion(article, translation, ArticleAction.Restored);
    }

    public async Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default) =>
        await links.ResolveAsync(
            MarkdownRenderer.Render(input.Body).Html,
            JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture),
            await readers.OfDeskAsync(cancellationToken),
            cancellationToken
        );

    public Task<bool> HasOwnWordsAsync(CancellationToken cancellationToken = default) =>
        db.Set<ArticleVersion>().AnyAsync(v => v.UserId != null, cancellationToken);

    public async Task<IReadOnlyList<OwnerDto>> GetOwnersAsync(CancellationToken cancellationToken = default) =>
        [
            .. (await users.GetStaffAsync(cancellationToken))
                .OrderBy(u => u.Name, StringComparer.CurrentCulture)
                .Select(u => new OwnerDto(u.Id, u.Name)),
        ];

    public async Task<IReadOnlyList<GroupChoiceDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        groups.FirstOrDefault() is { } provider
            ?
            [
                .. (await provider.GetNamesAsync(cancellationToken))
                    .OrderBy(g => g.Value, StringComparer.CurrentCulture)
                    .Select(g => new GroupChoiceDto(g.Key, g.Value)),
            ]
            : [];

    /// <summary>An unknown tier must not turn into "all customers".</summary>
    private static CustomerTier? TierOf(string? name) =>
        string.IsNullOrEmpty(name) ? null
        : Enum.TryParse<CustomerTier>(name, out var tier) && Enum.IsDefined(tier) ? tier
        : throw new BusinessException(KnowledgeErrorCodes.TierUnknown).WithData("Tier", name);

    private static string WordsOf(ArticleVersion version) =>
        string.Join('\n', ((string[])[version.Title, version.Keywords, version.SimilarQuestions, version.Body]).Where(w => w.Length > 0));

    private async Task<ArticleVersion> FindVersionAsync(Guid id, Guid versionId, CancellationToken cancellationToken) =>
        await db.Set<ArticleVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ArticleId == id && v.Id == versionId, cancellationToken)
        ?? throw BusinessException.NotFound(KnowledgeErrorCodes.VersionNotFound);

    /// <summary>What one may not read one may not write either.</summary>
    private async Task<Article> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await Seen(await readers.OfDeskAsync(cancellationToken))
            .Include(a => a.Translations)
            .FirstOrDefaultAsync(a => a.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);

    private async Task CheckSeenAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await Seen(await readers.OfDeskAsync(cancellationToken)).AnyAsync(a => a.Id == id, cancellationToken))
        {
            throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);
        }
    }

    private IQueryable<Article> Seen(Audience.Reader reader) =>
        db.Set<Article>().Where(a => reader.Patterns.Any(p => a.Audience.Contains(p)));

    /// <summary>Readers see the change at once: index, then caches of every node.</summary>
    private async Task ShowAsync(Article article, CancellationToken cancellationToken)
    {
        await index.MarkAsync(article.Id, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(article.Id)));
    }

    private void AddVersion(Article article, ArticleTranslation translation, ArticleAction action) =>
        db.Add(new ArticleVersion(translation, article.Id, action, user.Id, user.Name, Now));

    /// <returns>The groups that the category is kept for.</returns>
    private async Task<IReadOnlyCollection<Guid>?> CheckVisibilityAsync(Guid categoryId, CancellationToken cancellationToken)
    {
        var shelf = await shelves.OfAsync(categoryId, cancellationToken);
        return
            await db.Set<Category>().AnyAsync(c => c.Id == categoryId, cancellationToken)
            && Audience.OfCategory(shelf).Includes(await readers.OfDeskAsync(cancellationToken))
            ? shelf
            : throw BusinessException.NotFound(KnowledgeErrorCodes.CategoryNotFound);
    }

    private async Task<string> FreeSlugAsync(string title, CancellationToken cancellationToken)
    {
        var unique = Guid.NewGuid().ToString("N")[..8];
        var slug = Slug.From(title, $"article-{unique}");
        return await db.Set<Article>().AnyAsync(a => a.Slug == slug, cancellationToken) ? $"{slug}-{unique}" : slug;
    }

    private static string TitleOf(Article article, string language) =>
        (article.Find(language) ?? (article.Translations.Count > 0 ? article.Translations[0] : null))?.Title is { Length: > 0 } title
            ? title
            : article.Slug;
}
