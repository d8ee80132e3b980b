using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Tickets;

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    /// <summary>The same words for both databases.</summary>
    private const string OpenOnly = "\"IsOpen\"";

    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("Tickets");
        builder.Property(x => x.Subject).HasMaxLength(TicketLimits.Subject);
        builder.Property(x => x.RequestTypeKey).HasMaxLength(60);
        builder.Property(x => x.Language).HasMaxLength(10);
        builder.Property(x => x.RequesterName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.RequesterEmail).HasMaxLength(TicketLimits.Email);
        builder.Property(x => x.GroupName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.RatingComment).HasMaxLength(1000);
        builder.Property(x => x.ExternalKey).HasMaxLength(200);
        builder.Ignore(x => x.CanRate);
        builder.Ignore(x => x.HoldsContent);
        builder.HasTenantMany(x => x.Messages, x => x.TicketId);
        builder.HasTenantMany(x => x.History, x => x.TicketId);
        builder.Navigation(x => x.Messages).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(x => x.History).UsePropertyAccessMode(PropertyAccessMode.Field);

        // One index per question that the desk asks, each ending in the order of its list, so that the newest 50 are read and nothing else.
        builder.HasIndex(x => new { x.TenantId, x.Number }).IsUnique();
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.RequesterId,
            x.Number,
        });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.Status,
            x.Number,
        });
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.AssigneeId,
                x.NextDue,
                x.Number,
            })
            .IsDescending(false, false, false, true)
            .HasFilter(OpenOnly);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.GroupId,
                x.NextDue,
                x.Number,
            })
            .IsDescending(false, false, false, true)
            .HasFilter(OpenOnly);
        builder.HasIndex(x => new { x.TenantId, x.Number }, "IX_Tickets_Open").HasFilter(OpenOnly);

        // A database does not take "is null" for a fixed value when it looks for an order: those without an owner need their own.
        builder
            .HasIndex(
                x => new
                {
                    x.TenantId,
                    x.NextDue,
                    x.Number,
                },
                "IX_Tickets_Unassigned"
            )
            .IsDescending(false, false, true)
            .HasFilter(OpenOnly + " AND \"AssigneeId\" IS NULL");
        builder
            .HasIndex(x => new { x.TenantId, x.Number }, "IX_Tickets_Unrouted")
            .HasFilter(OpenOnly + " AND \"AssigneeId\" IS NULL AND \"GroupId\" IS NULL");
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.NextDue,
                x.Number,
            })
            .IsDescending(false, false, true)
            .HasFilter(OpenOnly);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.ResolvedAt,
                x.Number,
            })
            .HasFilter("\"ResolvedAt\" IS NOT NULL");
        builder.HasIndex(x => new { x.TenantId, x.Number }, "IX_Tickets_Snoozed").HasFilter("\"SnoozedUntil\" IS NOT NULL");
        builder.HasIndex(x => new { x.TenantId, x.MergedIntoId }).HasFilter("\"MergedIntoId\" IS NOT NULL");
        builder.HasIndex(x => new { x.TenantId, x.ExternalKey }).IsUnique().HasFilter("\"ExternalKey\" IS NOT NULL");
    }
}

internal sealed class TicketMessageConfiguration : IEntityTypeConfiguration<TicketMessage>
{
    public void Configure(EntityTypeBuilder<TicketMessage> builder)
    {
        builder.ToTable("TicketMessages");
        builder.Property(x => x.AuthorName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.Body).HasMaxLength(TicketLimits.Body);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.TicketId,
            x.At,
        });
        builder.HasIndex(x => new { x.TenantId, x.Id }, "IX_TicketMessages_ToIndex").HasFilter("NOT \"IsIndexed\"");
    }
}

internal sealed class TicketHistoryEntryConfiguration : IEntityTypeConfiguration<TicketHistoryEntry>
{
    public void Configure(EntityTypeBuilder<TicketHistoryEntry> builder)
    {
        builder.ToTable("TicketHistory");
        builder.Property(x => x.From).HasMaxLength(TicketHistoryEntry.ValueLength);
        builder.Property(x => x.To).HasMaxLength(TicketHistoryEntry.ValueLength);
        builder.Property(x => x.ActorName).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.ReasonKey).HasMaxLength(200);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.TicketId,
            x.At,
        });
    }
}

internal sealed class TicketTagConfiguration : IEntityTypeConfiguration<TicketTag>
{
    public void Configure(EntityTypeBuilder<TicketTag> builder)
    {
        builder.ToTable("TicketTags");
        builder.Property(x => x.Name).HasMaxLength(TicketLimits.Tag);
        builder.HasTenantForeignKey<TicketTag, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.Name,
            })
            .IsUnique();
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.Name,
            x.Number,
        });
    }
}

internal sealed class TicketWatcherConfiguration : IEntityTypeConfiguration<TicketWatcher>
{
    public void Configure(EntityTypeBuilder<TicketWatcher> builder)
    {
        builder.ToTable("TicketWatchers");
        builder.HasTenantForeignKey<TicketWatcher, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.UserId,
            })
            .IsUnique();
    }
}

internal sealed class TicketDraftConfiguration : IEntityTypeConfiguration<TicketDraft>
{
    public void Configure(EntityTypeBuilder<TicketDraft> builder)
    {
        builder.ToTable("TicketDrafts");
        builder.Property(x => x.Reply).HasMaxLength(TicketLimits.Body);
        builder.Property(x => x.Note).HasMaxLength(TicketLimits.Body);
        builder.Ignore(x => x.IsEmpty);
        builder.HasTenantForeignKey<TicketDraft, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.UserId,
            })
            .IsUnique();
    }
}

internal sealed class TicketTagNameConfiguration : IEntityTypeConfiguration<TicketTagName>
{
    public void Configure(EntityTypeBuilder<TicketTagName> builder)
    {
        builder.ToTable("TicketTagNames");
        builder.HasKey(x => new { x.TenantId, x.Name });
        builder.Property(x => x.Name).HasMaxLength(TicketLimits.Tag);
    }
}
