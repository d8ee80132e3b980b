using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Notifications.Bell;

/// <summary>How somebody wants to be told of one kind; without a row, the default.</summary>
internal sealed class NotificationPreference : TenantEntity
{
    private NotificationPreference() { }

    public NotificationPreference(Guid userId, NotificationKind kind, bool bell, bool mail)
    {
        (UserId, Kind, Bell, Mail) = (userId, kind, bell, mail);
    }

    public Guid UserId { get; private set; }

    public NotificationKind Kind { get; private set; }

    public bool Bell { get; private set; }

    public bool Mail { get; private set; }

    public void Change(bool bell, bool mail) => (Bell, Mail) = (bell, mail);

    /// <summary>
    /// A breach is told by the escalation policy's mail to the right people; a second mail to the owner would say the
    /// same.
    /// </summary>
    public static NotificationPreference DefaultFor(Guid userId, NotificationKind kind) =>
        new(userId, kind, bell: true, mail: kind != NotificationKind.SlaBreached);

    internal sealed class Configuration : IEntityTypeConfiguration<NotificationPreference>
    {
        public void Configure(EntityTypeBuilder<NotificationPreference> builder)
        {
            builder.ToTable("NotificationPreferences");
            builder
                .HasIndex(x => new
                {
                    x.TenantId,
                    x.UserId,
                    x.Kind,
                })
                .IsUnique();
        }
    }
}
