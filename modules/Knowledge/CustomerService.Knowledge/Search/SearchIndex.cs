using CustomerService.Framework.Caching;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

/// <summary>Keeps the inverted index in step with what is published, in the transaction that publishes.</summary>
internal sealed class SearchIndex(CustomerServiceDbContext db, IUnitOfWork unitOfWork, TenantCache cache) : ITransientDependency
{
    public const string StatisticsKey = "knowledge.statistics";

    /// <summary>Writes the lines of all languages of the article anew.</summary>
    public async Task UpdateAsync(Article article, CancellationToken cancellationToken)
    {
        await RemoveAsync(article, cancellationToken);
        var category = await db.Set<Category>().SingleAsync(c => c.Id == article.CategoryId, cancellationToken);
        foreach (var translation in article.Translations.Where(t => t.IsPublished))
        {
            Add(article, translation, category);
        }
    }

    /// <summary>For a new article, which has no lines yet.</summary>
    public void Add(Article article, ArticleTranslation translation, Category category)
    {
        var lines = Count(translation, category);
        translation.SetLength(lines.Values.Sum(c => c.Body));
        db.AddRange(lines.Select(line => new KnowledgeTerm(line.Key, translation.Id, article.Id, translation.Language, article.IsInternal, translation.Length, line.Value)));
        ForgetStatistics();
    }

    public async Task RemoveAsync(Article article, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginTransactionAsync(cancellationToken);
        foreach (var translation in article.Translations)
        {
            await db.Set<KnowledgeTerm>().Where(t => t.TranslationId == translation.Id).ExecuteDeleteAsync(cancellationToken);
        }

        ForgetStatistics();
    }

    private static Dictionary<string, TermCounts> Count(ArticleTranslation translation, Category category)
    {
        var counts = new Dictionary<string, TermCounts>();
        Add(translation.PublishedTitle, c => c.Title++);
        Add(translation.PublishedKeywords, c => c.Keywords++);
        Add(category.NameIn(translation.Language), c => c.Category++);
        Add(translation.PublishedText, c => c.Body++);
        return counts;

        void Add(string text, Action<TermCounts> increase)
        {
            foreach (var term in TextAnalyzer.Analyze(text))
            {
                if (!counts.TryGetValue(term.Term, out var count))
                {
                    counts[term.Term] = count = new TermCounts();
                }

                increase(count);
            }
        }
    }

    private void ForgetStatistics() => unitOfWork.OnCompleted(() => cache.RemoveAsync(StatisticsKey));
}
