using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Articles;

/// <summary>For imports and command-line verbs: articles of the current tenant, published at once.</summary>
public interface IKnowledgeIntegrationService : IIntegrationService
{
    /// <summary>Makes the category if its key is new.</summary>
    Task<Guid> EnsureCategoryAsync(string key, string language, string name, CancellationToken cancellationToken = default);

    /// <summary>Adds public articles. What is longer than an article may be is cut.</summary>
    /// <returns>The articles' ids, in the order given.</returns>
    Task<IReadOnlyList<Guid>> AddPublishedAsync(
        Guid categoryId,
        string language,
        IReadOnlyList<NewArticle> articles,
        CancellationToken cancellationToken = default
    );
}

/// <param name="Body">Markdown.</param>
/// <param name="SimilarQuestions">"People also ask it like this".</param>
public sealed record NewArticle(string Title, string Body, IReadOnlyList<string> SimilarQuestions);
