using System.Globalization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Knowledge.Reading;

[Authorize(KnowledgePermissions.Read)]
internal sealed class DeskKnowledgeAppService(KnowledgeReader reader, Readers readers, CustomerServiceDbContext db, TimeProvider time)
    : IDeskKnowledgeAppService
{
    private const int SuggestionCount = 4;

    private static string Language => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);

    public async Task<SearchResultDto> SearchAsync(SearchInput input, CancellationToken cancellationToken = default)
    {
        var result = await reader.SearchAsync(input, Language, await readers.OfDeskAsync(cancellationToken), cancellationToken);
        if (input is { Page: 1 } && !string.IsNullOrWhiteSpace(input.Query))
        {
            db.Add(new SearchLog(input.Query.Trim().ToLowerInvariant(), Language, result.Total, true, time.GetUtcNow().UtcDateTime));
        }

        return result;
    }

    public async Task<ArticlePageDto?> FindArticleAsync(string slug, CancellationToken cancellationToken = default) =>
        await reader.FindArticleAsync(slug, Language, await readers.OfDeskAsync(cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<SearchHitDto>> SuggestForTicketAsync(
        SearchInput input,
        CancellationToken cancellationToken = default
    ) =>
        await reader.SuggestAsync(
            input.Query,
            SuggestionCount,
            Language,
            await readers.OfDeskAsync(cancellationToken),
            false,
            cancellationToken
        );

    public async Task<KnowledgeHomeDto> GetHomeAsync(CancellationToken cancellationToken = default) =>
        await reader.GetHomeAsync(Language, await readers.OfDeskAsync(cancellationToken), cancellationToken);
}
