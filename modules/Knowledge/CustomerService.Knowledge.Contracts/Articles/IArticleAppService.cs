using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Articles;

/// <summary>Writing and publishing. A draft is never seen outside of these methods.</summary>
public interface IArticleAppService : IApplicationService
{
    Task<PagedResult<ArticleRowDto>> GetListAsync(ArticleListInput input, CancellationToken cancellationToken = default);

    Task<ArticleDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(CreateArticleInput input, CancellationToken cancellationToken = default);

    /// <summary>Address, category and visibility; all languages of the article at once.</summary>
    Task UpdateAsync(Guid id, UpdateArticleInput input, CancellationToken cancellationToken = default);

    /// <returns>The draft's new revision.</returns>
    Task<int> SaveDraftAsync(Guid id, SaveDraftInput input, CancellationToken cancellationToken = default);

    Task PublishAsync(Guid id, string language, CancellationToken cancellationToken = default);

    Task WithdrawAsync(Guid id, string language, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<ArticleVersionDto>> GetVersionsAsync(Guid id, string language, CancellationToken cancellationToken = default);

    /// <summary>Puts an old version into the draft; what readers see stays until it is published.</summary>
    Task RestoreAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default);

    /// <summary>The Markdown as readers would see it.</summary>
    Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default);

    /// <summary>Whether a person has written or published anything besides what the tenant began with.</summary>
    Task<bool> HasOwnWordsAsync(CancellationToken cancellationToken = default);

    /// <summary>What was asked and not found in the last 30 days, most often first.</summary>
    Task<IReadOnlyList<MissingAnswerDto>> GetMissingAsync(CancellationToken cancellationToken = default);
}
