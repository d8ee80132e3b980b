using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Files;
using CustomerService.Knowledge.Gaps;
using CustomerService.Knowledge.Quotes;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge;

internal static class KnowledgeModelBuilderExtensions
{
    public static void ConfigureKnowledge(this ModelBuilder modelBuilder)
    {
        var categories = new CategoryConfiguration();
        modelBuilder.ApplyConfiguration<Category>(categories);
        modelBuilder.ApplyConfiguration<CategoryText>(categories);
        modelBuilder.ApplyConfiguration<CategoryRedirect>(categories);
        var articles = new ArticleConfiguration();
        modelBuilder.ApplyConfiguration<Article>(articles);
        modelBuilder.ApplyConfiguration<ArticleTranslation>(articles);
        modelBuilder.ApplyConfiguration<ArticleVersion>(articles);
        modelBuilder.ApplyConfiguration<ArticleVote>(articles);
        modelBuilder.ApplyConfiguration<ArticleRedirect>(articles);
        modelBuilder.ApplyConfiguration(new KnowledgeFileConfiguration());
        modelBuilder.ApplyConfiguration(new ArticleUseConfiguration());
        modelBuilder.ApplyConfiguration(new KnowledgeGapConfiguration());
        var search = new SearchConfiguration();
        modelBuilder.ApplyConfiguration<IndexedArticle>(search);
        modelBuilder.ApplyConfiguration<SearchLog>(search);
        modelBuilder.ApplyConfiguration<SynonymGroup>(search);
    }
}
