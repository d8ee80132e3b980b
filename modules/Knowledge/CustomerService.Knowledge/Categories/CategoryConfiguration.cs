using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Categories;

internal sealed class CategoryConfiguration
    : IEntityTypeConfiguration<Category>,
        IEntityTypeConfiguration<CategoryText>,
        IEntityTypeConfiguration<CategoryRedirect>
{
    public void Configure(EntityTypeBuilder<Category> b)
    {
        b.ToTable("KnowledgeCategories");
        b.Property(x => x.Key).HasMaxLength(KnowledgeLimits.Slug);
        b.PrimitiveCollection(x => x.GroupIds);
        b.Property(x => x.Icon).HasMaxLength(KnowledgeLimits.Icon);
        b.HasTenantForeignKey<Category, Category>(x => x.ParentId);
        b.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
        b.HasTenantMany(x => x.Texts, x => x.CategoryId);
        b.Navigation(x => x.Texts).AutoInclude();
    }

    public void Configure(EntityTypeBuilder<CategoryText> b)
    {
        b.ToTable("KnowledgeCategoryTexts");
        b.Property(x => x.Language).HasMaxLength(KnowledgeLimits.Language);
        b.Property(x => x.Name).HasMaxLength(KnowledgeLimits.CategoryName);
        b.Property(x => x.Description).HasMaxLength(KnowledgeLimits.CategoryDescription);
        b.HasIndex(x => new
            {
                x.TenantId,
                x.CategoryId,
                x.Language,
            })
            .IsUnique();
    }

    public void Configure(EntityTypeBuilder<CategoryRedirect> b)
    {
        b.ToTable("KnowledgeCategoryRedirects");
        b.Property(x => x.Key).HasMaxLength(KnowledgeLimits.Slug);
        b.HasTenantForeignKey<CategoryRedirect, Category>(x => x.CategoryId, DeleteBehavior.Cascade);
        b.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
    }
}
