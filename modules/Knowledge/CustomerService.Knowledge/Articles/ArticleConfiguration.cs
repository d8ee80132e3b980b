using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Articles;

internal sealed class ArticleConfiguration
    : IEntityTypeConfiguration<Article>,
        IEntityTypeConfiguration<ArticleTranslation>,
        IEntityTypeConfiguration<ArticleVersion>,
        IEntityTypeConfiguration<ArticleVote>,
        IEntityTypeConfiguration<ArticleRedirect>
{
    private const int HtmlLength = KnowledgeLimits.Body * 20;
    private const int Audience = 2_000;
    private const int UserName = 128;
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<Article> b)
    {
        b.ToTable("KnowledgeArticles");
        b.Property(x => x.Slug).HasMaxLength(KnowledgeLimits.Slug);
        b.Property(x => x.Audience).HasMaxLength(Audience);
        b.PrimitiveCollection(x => x.GroupIds);
        b.HasIndex(x => new { x.TenantId, x.Slug }).IsUnique();
        b.HasIndex(x => new { x.TenantId, x.CategoryId });
        b.HasTenantForeignKey<Article, Category>(x => x.CategoryId);
        b.HasTenantMany(x => x.Translations, x => x.ArticleId);
    }

    public void Configure(EntityTypeBuilder<ArticleTranslation> b)
    {
        b.ToTable("KnowledgeTranslations");
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.Property(x => x.Title).HasMaxLength(KnowledgeLimits.Title);
        b.Property(x => x.Keywords).HasMaxLength(KnowledgeLimits.Keywords);
        b.Property(x => x.SimilarQuestions).HasMaxLength(KnowledgeLimits.SimilarQuestions);
        b.Property(x => x.Body).HasMaxLength(KnowledgeLimits.Body);
        b.Property(x => x.ReviewNote).HasMaxLength(KnowledgeLimits.ReviewNote);
        b.Property(x => x.PublishedTitle).HasMaxLength(KnowledgeLimits.Title);
        b.Property(x => x.PublishedKeywords).HasMaxLength(KnowledgeLimits.Keywords);
        b.Property(x => x.PublishedSimilarQuestions).HasMaxLength(KnowledgeLimits.SimilarQuestions);
        b.Property(x => x.PublishedSummary).HasMaxLength(KnowledgeLimits.Title);
        b.Property(x => x.PublishedText).HasMaxLength(KnowledgeLimits.Body);
        b.Property(x => x.PublishedHtml).HasMaxLength(HtmlLength);
        b.Ignore(x => x.State);
        b.HasIndex(x => new
            {
                x.TenantId,
                x.ArticleId,
                x.Language,
            })
            .IsUnique();
    }

    public void Configure(EntityTypeBuilder<ArticleVersion> b)
    {
        b.ToTable("KnowledgeVersions");
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.Property(x => x.Title).HasMaxLength(KnowledgeLimits.Title);
        b.Property(x => x.Keywords).HasMaxLength(KnowledgeLimits.Keywords);
        b.Property(x => x.SimilarQuestions).HasMaxLength(KnowledgeLimits.SimilarQuestions);
        b.Property(x => x.Body).HasMaxLength(KnowledgeLimits.Body);
        b.Property(x => x.UserName).HasMaxLength(UserName);
        b.HasTenantForeignKey<ArticleVersion, Article>(x => x.ArticleId, DeleteBehavior.Cascade);
        b.HasIndex(x => new
        {
            x.TenantId,
            x.ArticleId,
            x.Language,
            x.At,
        });
    }

    public void Configure(EntityTypeBuilder<ArticleRedirect> b)
    {
        b.ToTable("KnowledgeRedirects");
        b.Property(x => x.Slug).HasMaxLength(KnowledgeLimits.Slug);
        b.HasTenantForeignKey<ArticleRedirect, Article>(x => x.ArticleId, DeleteBehavior.Cascade);
        b.HasIndex(x => new { x.TenantId, x.Slug }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ArticleVote> b)
    {
        b.ToTable("KnowledgeVotes");
        b.Property(x => x.VisitorHash).HasMaxLength(HashLength);
        b.HasTenantForeignKey<ArticleVote, Article>(x => x.ArticleId, DeleteBehavior.Cascade);
        b.HasIndex(x => new
            {
                x.TenantId,
                x.ArticleId,
                x.VisitorHash,
            })
            .IsUnique();
    }
}
