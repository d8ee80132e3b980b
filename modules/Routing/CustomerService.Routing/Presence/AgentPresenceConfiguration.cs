using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Presence;

internal sealed class AgentPresenceConfiguration : IEntityTypeConfiguration<AgentPresence>, IEntityTypeConfiguration<PresenceInterval>
{
    public void Configure(EntityTypeBuilder<AgentPresence> builder)
    {
        builder.ToTable("RoutingPresences");
        builder.Property(x => x.ChannelLimits).HasMaxLength(Presence.ChannelLimits.Length);
        builder.Property(x => x.WorkingHours).HasMaxLength(Presence.WorkingHours.Length);
        builder.Property(x => x.TimeZone).HasMaxLength(64);
        builder.HasTenantMany(x => x.Past, x => x.PresenceId);
        builder.HasIndex(x => new { x.TenantId, x.UserId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PresenceInterval> builder)
    {
        builder.ToTable("RoutingPresenceIntervals");
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.PresenceId,
            x.From,
        });
        builder.HasIndex(x => new { x.TenantId, x.To });
    }
}
