using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Seeding;

/// <summary>The industry's categories with its starter articles, published; a demo tenant gets all articles.</summary>
internal sealed class KnowledgeDataSeedContributor(CustomerServiceDbContext db, SearchIndex index) : IDataSeedContributor
{
    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        if (await db.Set<Category>().AnyAsync(cancellationToken))
        {
            return;
        }

        var categories = AddCategories(context);
        var position = 0;
        var articles = new List<Guid>();
        foreach (
            var template in ArticleTemplate
                .ArticlesOf(context.Template)
                .Where(t => t.IsStarter || context.IsDemo)
                .GroupBy(t => t.Slug)
                .OrderByDescending(g => g.Any(t => t.IsStarter))
        )
        {
            articles.Add(AddArticle([.. template], categories[template.First().Category], position++, context.Now));
        }

        await index.MarkAsync(articles, cancellationToken);
    }

    private Dictionary<string, Category> AddCategories(DataSeedContext context)
    {
        var categories = new Dictionary<string, Category>();
        foreach (var template in ArticleTemplate.CategoriesOf(context.Template))
        {
            var category = new Category(template.Key, template.Icon, null, categories.Count);
            foreach (var (language, name) in template.Name)
            {
                category.SetText(language, name, template.Description.GetValueOrDefault(language, ""));
            }

            categories.Add(template.Key, category);
            db.Add(category);
        }

        return categories;
    }

    private Guid AddArticle(IReadOnlyList<ArticleTemplate> templates, Category category, int position, DateTime now)
    {
        var article = new Article(templates[0].Slug, category.Id, ArticleVisibility.Public, position: position);
        db.Add(article);
        foreach (var template in templates)
        {
            var translation = article.SaveDraft(
                template.Language,
                new ArticleWords(template.Title, template.Body, template.Keywords),
                0,
                now
            );
            article.Publish(template.Language, MarkdownRenderer.Render(template.Body), now);
            db.Add(new ArticleVersion(translation, article.Id, ArticleAction.Published, null, null, now));
        }

        // Nobody has read it yet: there is no one to tell.
        article.ClearDistributedEvents();
        return article.Id;
    }
}
