using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Knowledge.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Knowledge.Quotes;

/// <summary>An article was put into a reply of a ticket; once for each ticket.</summary>
internal sealed class ArticleUse : TenantEntity
{
    private ArticleUse() { }

    public ArticleUse(Guid articleId, Guid ticketId, DateTime now) => (ArticleId, TicketId, UsedAt) = (articleId, ticketId, now);

    public Guid ArticleId { get; private set; }

    public Guid TicketId { get; private set; }

    public DateTime UsedAt { get; private set; }

    /// <summary>When the ticket was solved after it; null while it is not, or again not.</summary>
    public DateTime? SolvedAt { get; private set; }
}

internal sealed class ArticleUseConfiguration : IEntityTypeConfiguration<ArticleUse>
{
    public void Configure(EntityTypeBuilder<ArticleUse> b)
    {
        b.ToTable("KnowledgeUses");
        b.HasTenantForeignKey<ArticleUse, Article>(x => x.ArticleId, DeleteBehavior.Cascade);
        b.HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.ArticleId,
            })
            .IsUnique();
        b.HasIndex(x => new
        {
            x.TenantId,
            x.ArticleId,
            x.SolvedAt,
        });
        b.HasIndex(x => new { x.TenantId, x.SolvedAt });
    }
}
