using System.Globalization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Reading;

[AllowAnonymous]
internal sealed class PortalKnowledgeAppService(
    KnowledgeReader reader,
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    SearchIndex index,
    Readers readers,
    TimeProvider time
) : IPortalKnowledgeAppService
{
    private const int SuggestionCount = 5;

    private static string Language => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);

    public async Task<KnowledgeHomeDto> GetHomeAsync(CancellationToken cancellationToken = default) =>
        await reader.GetHomeAsync(Language, await readers.OfPortalAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<SiteAddressDto>> GetSiteAddressesAsync(CancellationToken cancellationToken = default) =>
        reader.GetSiteAddressesAsync(Audience.Anonymous(), cancellationToken);

    public async Task<CategoryPageDto?> FindCategoryAsync(string key, CancellationToken cancellationToken = default) =>
        await reader.FindCategoryAsync(key, Language, await readers.OfPortalAsync(cancellationToken), cancellationToken);

    public async Task<ArticlePageDto?> FindArticleAsync(string slug, CancellationToken cancellationToken = default) =>
        await reader.FindArticleAsync(slug, Language, await readers.OfPortalAsync(cancellationToken), cancellationToken);

    public async Task<SearchResultDto> SearchAsync(SearchInput input, CancellationToken cancellationToken = default)
    {
        var result = await reader.SearchAsync(input, Language, await readers.OfPortalAsync(cancellationToken), cancellationToken);
        if (input is { Page: 1 } && !string.IsNullOrWhiteSpace(input.Query))
        {
            db.Add(new SearchLog(input.Query.Trim().ToLowerInvariant(), Language, result.Total, false, time.GetUtcNow().UtcDateTime));
        }

        return result;
    }

    public async Task<IReadOnlyList<ArticleLinkDto>> SuggestAsync(SearchInput input, CancellationToken cancellationToken = default) =>
        [
            .. (
                await reader.SuggestAsync(
                    input.Query,
                    SuggestionCount,
                    Language,
                    await readers.OfPortalAsync(cancellationToken),
                    true,
                    cancellationToken
                )
            ).Select(h => new ArticleLinkDto(h.Slug, h.CategoryKey, h.PlainTitle, "")),
        ];

    public async Task VoteAsync(VoteInput input, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var audience = await readers.OfPortalAsync(cancellationToken);
        var articleId =
            await db.Set<Article>()
                .Where(a =>
                    a.Slug == input.Slug && audience.Patterns.Any(p => a.Audience.Contains(p)) && a.Translations.Any(t => t.IsPublished)
                )
                .Select(a => (Guid?)a.Id)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        var hash = ArticleVote.HashOf(articleId, input.Visitor);
        var vote = await db.Set<ArticleVote>()
            .FirstOrDefaultAsync(v => v.ArticleId == articleId && v.VisitorHash == hash, cancellationToken);
        if (vote is null)
        {
            db.Add(new ArticleVote(articleId, input.Visitor, input.IsHelpful, now));
            await CountAsync(articleId, input.IsHelpful ? 1 : 0, input.IsHelpful ? 0 : 1, cancellationToken);
        }
        else if (vote.IsHelpful != input.IsHelpful)
        {
            vote.Change(input.IsHelpful, now);
            await CountAsync(articleId, input.IsHelpful ? 1 : -1, input.IsHelpful ? -1 : 1, cancellationToken);
        }
    }

    public async Task AskedAfterReadingAsync(string slug, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var audience = await readers.OfPortalAsync(cancellationToken);
        await db.Set<Article>()
            .Where(a => a.Slug == slug && audience.Patterns.Any(p => a.Audience.Contains(p)))
            .ExecuteUpdateAsync(
                s => s.SetProperty(a => a.AskedAfterReading, a => a.AskedAfterReading + 1).SetProperty(a => a.AskedAt, now),
                cancellationToken
            );
    }

    /// <summary>Beside the aggregate's stamp: many readers vote while one person writes.</summary>
    private async Task CountAsync(Guid articleId, int helpful, int notHelpful, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        await db.Set<Article>()
            .Where(a => a.Id == articleId)
            .ExecuteUpdateAsync(
                s => s.SetProperty(a => a.Helpful, a => a.Helpful + helpful).SetProperty(a => a.NotHelpful, a => a.NotHelpful + notHelpful),
                cancellationToken
            );
        await index.MarkAsync(articleId, cancellationToken);
    }
}
