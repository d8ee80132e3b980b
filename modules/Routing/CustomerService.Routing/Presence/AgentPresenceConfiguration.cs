using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Presence;

internal sealed class AgentPresenceConfiguration : IEntityTypeConfiguration<AgentPresence>
{
    public void Configure(EntityTypeBuilder<AgentPresence> builder)
    {
        builder.ToTable("RoutingPresences");
        builder.Property(x => x.ChannelLimits).HasMaxLength(Presence.ChannelLimits.Length);
        builder.Property(x => x.WorkingHours).HasMaxLength(Presence.WorkingHours.Length);
        builder.Property(x => x.TimeZone).HasMaxLength(64);
        builder.HasIndex(x => new { x.TenantId, x.UserId }).IsUnique();
    }
}
