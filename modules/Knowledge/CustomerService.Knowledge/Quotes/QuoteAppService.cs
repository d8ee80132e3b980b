using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Quotes;

[Authorize(KnowledgePermissions.Read)]
internal sealed class QuoteAppService(
    CustomerServiceDbContext db,
    Readers readers,
    ArticleLinks links,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    TimeProvider time
) : IQuoteAppService
{
    /// <summary>A longer answer is read better behind its link.</summary>
    private const int MaxAnswer = 4_000;

    public async Task<string> QuoteAsync(QuoteInput input, CancellationToken cancellationToken = default)
    {
        var ticket =
            await tickets.FindAsync(input.TicketId, cancellationToken)
            ?? throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);
        var customer = Audience.Customer((await users.FindAsync(ticket.RequesterId, cancellationToken))?.Tier ?? CustomerTier.Standard);
        var article = await FindAsync(input.ArticleId, await readers.OfDeskAsync(cancellationToken), cancellationToken);
        if (!Audience.Parse(article.Article.Audience).Includes(customer))
        {
            throw new BusinessException(KnowledgeErrorCodes.NotForCustomer).WithData("Title", article.Article.Slug);
        }

        var shown = await db.Set<ArticleTranslation>()
            .AsNoTracking()
            .Where(t => t.ArticleId == input.ArticleId && t.IsPublished)
            .ToListAsync(cancellationToken);
        var translation = shown.MinBy(t => Languages.Distance(t.Language, ticket.Language))!;
        var link = await links.ForReplyAsync(
            $"[{Plain(translation.PublishedTitle)}](/kb/{article.CategoryKey}/{article.Article.Slug})",
            ticket.Language,
            customer,
            cancellationToken
        );
        var answer = input.WholeAnswer ? await AnswerAsync(translation, cancellationToken) : null;
        if (!await db.Set<ArticleUse>().AnyAsync(u => u.TicketId == input.TicketId && u.ArticleId == input.ArticleId, cancellationToken))
        {
            db.Add(new ArticleUse(input.ArticleId, input.TicketId, time.GetUtcNow().UtcDateTime));
        }

        return answer is null ? link : $"{await links.ForReplyAsync(answer, ticket.Language, customer, cancellationToken)}\n\n{link}";
    }

    private async Task<(Article Article, string CategoryKey)> FindAsync(
        Guid id,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        var found =
            await (
                from article in db.Set<Article>()
                join category in db.Set<Category>() on article.CategoryId equals category.Id
                where
                    article.Id == id
                    && reader.Patterns.Any(p => article.Audience.Contains(p))
                    && article.Translations.Any(t => t.IsPublished)
                select new { Article = article, category.Key }
            )
                .AsNoTracking()
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);
        return (found.Article, found.Key);
    }

    /// <summary>The Markdown that readers see, which is not always the draft's.</summary>
    /// <returns>null: too long for a reply.</returns>
    private async Task<string?> AnswerAsync(ArticleTranslation translation, CancellationToken cancellationToken)
    {
        var body =
            translation.Revision == translation.PublishedRevision
                ? translation.Body
                : await db.Set<ArticleVersion>()
                    .Where(v =>
                        v.ArticleId == translation.ArticleId
                        && v.Language == translation.Language
                        && v.Number == translation.PublishedRevision
                    )
                    .OrderByDescending(v => v.Id)
                    .Select(v => v.Body)
                    .FirstOrDefaultAsync(cancellationToken);
        return body is { Length: > 0 and <= MaxAnswer } ? body.Trim() : null;
    }

    private static string Plain(string title) => title.Replace('[', '(').Replace(']', ')');
}
