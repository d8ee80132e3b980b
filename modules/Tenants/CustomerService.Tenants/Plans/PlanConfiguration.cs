using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tenants.Plans;

internal sealed class PlanConfiguration : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("Plans");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Key).HasMaxLength(32);
        builder.Property(x => x.NameEn).HasMaxLength(40);
        builder.Property(x => x.NameZh).HasMaxLength(40);
        builder.Property(x => x.DescriptionEn).HasMaxLength(200);
        builder.Property(x => x.DescriptionZh).HasMaxLength(200);
        builder.Property(x => x.Currency).HasMaxLength(3);
        builder.Property(x => x.Features).HasMaxLength(4000);
        builder.HasIndex(x => new { x.Key, x.Version }).IsUnique();
    }
}
