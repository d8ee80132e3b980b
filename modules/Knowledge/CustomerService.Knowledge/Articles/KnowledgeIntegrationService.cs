using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Articles;

internal sealed class KnowledgeIntegrationService(
    CustomerServiceDbContext db,
    SearchIndex index,
    CategoryVisibility shelves,
    TimeProvider time
) : IKnowledgeIntegrationService
{
    public async Task<Guid> EnsureCategoryAsync(string key, string language, string name, CancellationToken cancellationToken = default)
    {
        if (await db.Set<Category>().Where(c => c.Key == key).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        var category = new Category(key, "book", null, await db.Set<Category>().CountAsync(cancellationToken));
        category.SetText(language, WellFormed.Cut(name.Trim(), KnowledgeLimits.CategoryName), "");
        db.Add(category);
        return category.Id;
    }

    public async Task<IReadOnlyList<Guid>> AddPublishedAsync(
        Guid categoryId,
        string language,
        IReadOnlyList<NewArticle> articles,
        CancellationToken cancellationToken = default
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var shelf = await shelves.OfAsync(categoryId, cancellationToken);
        var ids = articles.Select(a => Add(a, categoryId, shelf, language, now)).ToList();
        await index.MarkAsync(ids, cancellationToken);
        return ids;
    }

    private Guid Add(NewArticle added, Guid categoryId, IReadOnlyCollection<Guid>? shelf, string language, DateTime now)
    {
        var title = WellFormed.Cut(added.Title.Trim(), KnowledgeLimits.Title);
        var body = WellFormed.Cut(string.IsNullOrWhiteSpace(added.Body) ? added.Title : added.Body.Trim(), KnowledgeLimits.Body);

        // A title that had to be cut is still found by all of its words.
        var questions = title.Length < added.Title.Trim().Length ? added.SimilarQuestions.Prepend(added.Title) : added.SimilarQuestions;
        var article = new Article($"article-{Guid.NewGuid():N}", categoryId, ArticleVisibility.Public, shelf);
        var translation = article.SaveDraft(language, new ArticleWords(title, body, "", Lines(questions)), 0, now);
        article.Publish(language, MarkdownRenderer.Render(body), now);
        db.Add(article);
        db.Add(new ArticleVersion(translation, article.Id, ArticleAction.Published, null, null, now));
        return article.Id;
    }

    private static string Lines(IEnumerable<string> questions)
    {
        var kept = questions.Select(q => q.ReplaceLineEndings(" ").Trim()).Where(q => q.Length > 0).Distinct().ToList();
        while (kept.Sum(q => q.Length + 1) > KnowledgeLimits.SimilarQuestions)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return string.Join('\n', kept);
    }
}
