using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Search;

internal sealed class SearchConfiguration
    : IEntityTypeConfiguration<IndexedArticle>,
        IEntityTypeConfiguration<SearchLog>,
        IEntityTypeConfiguration<SynonymGroup>
{
    public void Configure(EntityTypeBuilder<IndexedArticle> b)
    {
        b.ToTable("KnowledgeIndexed");
        b.HasKey(x => new { x.TenantId, x.ArticleId });
        b.HasIndex(x => new { x.TenantId, x.Sequence });
    }

    public void Configure(EntityTypeBuilder<SynonymGroup> b)
    {
        b.ToTable("KnowledgeSynonyms");
        b.Property(x => x.Words).HasMaxLength(KnowledgeLimits.Synonyms);
    }

    public void Configure(EntityTypeBuilder<SearchLog> b)
    {
        b.ToTable("KnowledgeSearches");
        b.Property(x => x.Query).HasMaxLength(KnowledgeLimits.Query);
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.HasIndex(x => new
        {
            x.TenantId,
            x.IsWithoutResult,
            x.At,
        });
    }
}
