using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Groups;

internal sealed class AgentGroupConfiguration : IEntityTypeConfiguration<AgentGroup>, IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<AgentGroup> builder)
    {
        builder.ToTable("RoutingGroups");
        builder.Property(x => x.Key).HasMaxLength(64);
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Property(x => x.RequiredStars).HasMaxLength(StarMatrix.Rows * StarMatrix.Grades);
        builder.PrimitiveCollection(x => x.RequestTypeKeys).HasMaxLength(4000).ElementType().HasMaxLength(64);
        builder.HasTenantMany(x => x.Members, x => x.GroupId);
        builder.Navigation(x => x.Members).AutoInclude();
        builder.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("RoutingGroupMembers");
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.GroupId,
                x.UserId,
            })
            .IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.UserId });
    }
}
