using CustomerService.Framework.Entities;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Notifications.Bell;

/// <summary>One line in somebody's list. It keeps facts, not words: it is read in the reader's language of that day.</summary>
internal sealed class BellNotification : TenantEntity
{
    private const int SubjectLength = 200;

    private BellNotification() { }

    public BellNotification(Guid userId, NotificationKind kind, TicketSnapshot ticket, string? who, DateTime? due, DateTime now)
    {
        (UserId, Kind, TicketId, Number, Who, Due, CreatedAt) = (userId, kind, ticket.Id, ticket.Number, who, due, now);
        Subject = WellFormed.Cut(ticket.Subject, SubjectLength);
    }

    public Guid UserId { get; private set; }

    public NotificationKind Kind { get; private set; }

    public Guid TicketId { get; private set; }

    public long Number { get; private set; }

    public string Subject { get; private set; } = "";

    public string? Who { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? Due { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    public bool IsRead { get; private set; }

    public void MarkRead() => IsRead = true;

    internal sealed class Configuration : IEntityTypeConfiguration<BellNotification>
    {
        public void Configure(EntityTypeBuilder<BellNotification> builder)
        {
            builder.ToTable("NotificationBells");
            builder.Property(x => x.Subject).HasMaxLength(SubjectLength);
            builder.Property(x => x.Who).HasMaxLength(128);
            builder.HasIndex(x => new
            {
                x.TenantId,
                x.UserId,
                x.IsRead,
                x.Id,
            });
        }
    }
}
