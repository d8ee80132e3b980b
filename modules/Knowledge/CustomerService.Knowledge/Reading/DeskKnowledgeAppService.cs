using System.Globalization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Knowledge.Reading;

[Authorize(KnowledgePermissions.Read)]
internal sealed class DeskKnowledgeAppService(KnowledgeReader reader, CustomerServiceDbContext db, TimeProvider time) : IDeskKnowledgeAppService
{
    private const int SuggestionCount = 4;

    private static string Language => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);

    public async Task<SearchResultDto> SearchAsync(SearchInput input, CancellationToken cancellationToken = default)
    {
        var result = await reader.SearchAsync(input, Language, Audience.Agent(), cancellationToken);
        if (input is { Page: 1 } && !string.IsNullOrWhiteSpace(input.Query))
        {
            db.Add(new SearchLog(input.Query.Trim().ToLowerInvariant(), Language, result.Total, true, time.GetUtcNow().UtcDateTime));
        }

        return result;
    }

    public Task<ArticlePageDto?> FindArticleAsync(string slug, CancellationToken cancellationToken = default) => reader.FindArticleAsync(slug, Language, Audience.Agent(), cancellationToken);

    public Task<IReadOnlyList<SearchHitDto>> SuggestForTicketAsync(SearchInput input, CancellationToken cancellationToken = default) =>
        reader.SuggestAsync(input.Query, SuggestionCount, Language, Audience.Agent(), false, cancellationToken);

    public Task<KnowledgeHomeDto> GetHomeAsync(CancellationToken cancellationToken = default) => reader.GetHomeAsync(Language, Audience.Agent(), cancellationToken);
}
