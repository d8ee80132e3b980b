using CustomerService.Framework.Application;
using CustomerService.Knowledge.Search;

namespace CustomerService.Knowledge.Reading;

/// <summary>The same for staff, internal articles included.</summary>
public interface IDeskKnowledgeAppService : IApplicationService
{
    Task<SearchResultDto> SearchAsync(SearchInput input, CancellationToken cancellationToken = default);

    Task<ArticlePageDto?> FindArticleAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>Articles for a ticket's words, best first; not logged as a search.</summary>
    Task<IReadOnlyList<SearchHitDto>> SuggestForTicketAsync(SearchInput input, CancellationToken cancellationToken = default);

    Task<KnowledgeHomeDto> GetHomeAsync(CancellationToken cancellationToken = default);
}
