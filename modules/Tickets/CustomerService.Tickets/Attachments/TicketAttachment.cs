using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Features;
using CustomerService.Framework.Texts;
using CustomerService.Tenants.Plans;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Attachments;

/// <summary>A file of a message; before its message is sent, the upload of one agent.</summary>
[BlobContainerName("tickets")]
internal sealed class TicketAttachment : TenantEntity, IMetered
{
    public const int MaxThreat = 200;

    private TicketAttachment() { }

    public TicketAttachment(Guid id, Guid ticketId, Guid? messageId, Guid? uploaderId, CheckedFile file, long size, DateTime now)
    {
        Id = id;
        (TicketId, MessageId, UploaderId, Size, CreatedAt) = (ticketId, messageId, uploaderId, size, now);
        (FileName, ContentType) = (file.FileName, file.ContentType);
    }

    public Guid TicketId { get; private set; }

    /// <summary>Null until the message is sent.</summary>
    public Guid? MessageId { get; private set; }

    public Guid? UploaderId { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>What the content is, not what the sender said.</summary>
    public string ContentType { get; private set; } = "";

    public long Size { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>What the scanner found: only the name of the file was kept, so that everybody sees what came.</summary>
    public string? Threat { get; private set; }

    Usage IMetered.Usage => new(TenantFeatures.StorageMegabytes, Size);

    public void Quarantine(string threat) => Threat = WellFormed.Cut(threat, MaxThreat);

    public void BelongTo(Guid messageId) => MessageId = messageId;

    public AttachmentDto ToDto() => new(Id, FileName, ContentType, Size, Threat);
}

internal sealed class TicketAttachmentConfiguration : IEntityTypeConfiguration<TicketAttachment>
{
    public void Configure(EntityTypeBuilder<TicketAttachment> builder)
    {
        builder.ToTable("TicketAttachments");
        builder.Property(x => x.FileName).HasMaxLength(TicketLimits.FileName);
        builder.Property(x => x.ContentType).HasMaxLength(100);
        builder.Property(x => x.Threat).HasMaxLength(TicketAttachment.MaxThreat);
        builder.HasTenantForeignKey<TicketAttachment, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder.HasIndex(x => new { x.TenantId, x.TicketId });
        builder.HasIndex(x => new { x.TenantId, x.CreatedAt }, "IX_TicketAttachments_Unsent").HasFilter("\"MessageId\" IS NULL");
    }
}
