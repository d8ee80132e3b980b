using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.Users;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("IdentityUsers");
        builder.Property(x => x.Email).HasMaxLength(User.MaxEmailLength);
        builder.Property(x => x.NormalizedEmail).HasMaxLength(User.MaxEmailLength);
        builder.Property(x => x.Name).HasMaxLength(User.MaxNameLength);
        builder.Property(x => x.Role).HasMaxLength(64);
        builder.Property(x => x.Language).HasMaxLength(16);
        builder.Property(x => x.TimeZone).HasMaxLength(64);
        builder.Property(x => x.PasswordHash).HasMaxLength(256);
        builder.Property(x => x.SecurityStamp).HasMaxLength(64);
        builder.Ignore(x => x.IsInvited);
        builder.HasIndex(x => new { x.TenantId, x.NormalizedEmail }).IsUnique();
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.IsStaff,
            x.Name,
            x.Id,
        });
        builder.HasIndex(x => new { x.TenantId, x.Role });
    }
}
