using CustomerService.Tenants.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tenants.Tenants;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("Tenants");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Slug).HasMaxLength(SlugRules.MaxLength);
        builder.Property(x => x.Name).HasMaxLength(Tenant.MaxNameLength);
        builder.Property(x => x.Language).HasMaxLength(16);
        builder.Property(x => x.Languages).HasMaxLength(64);
        builder.Property(x => x.TimeZone).HasMaxLength(64);
        builder.Property(x => x.Template).HasMaxLength(32);
        builder.Property(x => x.Accent).HasMaxLength(7);
        builder.Property(x => x.Banners).HasMaxLength(2000);
        builder.Property(x => x.LogoType).HasMaxLength(32);
        builder.Property(x => x.Domain).HasMaxLength(Tenant.MaxDomainLength);
        builder.Property(x => x.DomainToken).HasMaxLength(32);
        // Several may ask for a domain, one has it.
        builder.HasIndex(x => x.Domain).IsUnique().HasFilter("\"DomainProvenAt\" is not null");
        builder.HasIndex(x => x.Slug).IsUnique();
        builder.HasOne<Plan>().WithMany().HasForeignKey(x => x.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => new { x.Name, x.Id });
        builder.OwnsOne(
            x => x.SignUp,
            signUp =>
            {
                signUp.Property(x => x.AddressHash).HasMaxLength(64);
                signUp.Property(x => x.NetworkHash).HasMaxLength(64);
                signUp.Property(x => x.TermsUrl).HasMaxLength(500);
                signUp.Property(x => x.PrivacyUrl).HasMaxLength(500);
                signUp.Property(x => x.TermsVersion).HasMaxLength(64);
                signUp.HasIndex(x => x.AddressHash);
            }
        );
    }
}
