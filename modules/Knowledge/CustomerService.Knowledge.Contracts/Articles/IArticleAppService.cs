using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Articles;

/// <summary>
/// Writing and publishing. A draft is never seen outside of these methods, and an article for certain groups is there
/// only for them and for those who manage.
/// </summary>
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

    /// <summary>Asks those who may publish to look at the draft.</summary>
    Task SendToReviewAsync(Guid id, string language, CancellationToken cancellationToken = default);

    /// <summary>Gives the draft back to its writer, saying what to change.</summary>
    Task SendBackAsync(Guid id, SendBackInput input, CancellationToken cancellationToken = default);

    Task WithdrawAsync(Guid id, string language, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<ArticleVersionDto>> GetVersionsAsync(Guid id, string language, CancellationToken cancellationToken = default);

    /// <summary>What this version changed in the words before it; long stretches without a change are left out.</summary>
    Task<IReadOnlyList<DiffLineDto>> GetChangesAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default);

    /// <summary>Puts an old version into the draft; what readers see stays until it is published.</summary>
    Task RestoreAsync(Guid id, Guid versionId, CancellationToken cancellationToken = default);

    /// <summary>The Markdown as readers would see it.</summary>
    Task<string> PreviewAsync(PreviewInput input, CancellationToken cancellationToken = default);

    /// <summary>Whether a person has written or published anything besides what the tenant began with.</summary>
    Task<bool> HasOwnWordsAsync(CancellationToken cancellationToken = default);

    /// <summary>Staff who can own articles.</summary>
    Task<IReadOnlyList<OwnerDto>> GetOwnersAsync(CancellationToken cancellationToken = default);

    /// <summary>Agent groups that articles can be kept for, by name.</summary>
    Task<IReadOnlyList<GroupChoiceDto>> GetGroupsAsync(CancellationToken cancellationToken = default);
}
