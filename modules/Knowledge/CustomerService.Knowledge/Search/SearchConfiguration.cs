using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Knowledge.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Search;

internal sealed class SearchConfiguration : IEntityTypeConfiguration<KnowledgeTerm>, IEntityTypeConfiguration<SearchLog>
{
    public void Configure(EntityTypeBuilder<KnowledgeTerm> b)
    {
        b.ToTable("KnowledgeTerms");
        b.Property(x => x.Term).HasMaxLength(KnowledgeTerm.MaxLength);
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.HasKey(x => new { x.TenantId, x.Term, x.TranslationId });
        b.HasTenantForeignKey<KnowledgeTerm, ArticleTranslation>(x => x.TranslationId, DeleteBehavior.Cascade);
        b.HasIndex(x => new { x.TenantId, x.TranslationId });
    }

    public void Configure(EntityTypeBuilder<SearchLog> b)
    {
        b.ToTable("KnowledgeSearches");
        b.Property(x => x.Query).HasMaxLength(KnowledgeLimits.Query);
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.HasIndex(x => new { x.TenantId, x.IsWithoutResult, x.At });
    }
}
