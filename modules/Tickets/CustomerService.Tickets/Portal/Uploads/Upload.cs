using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>A file that waits for its form to be sent. Its bytes are one blob for each piece: any node takes the next one.</summary>
internal sealed class Upload : TenantEntity
{
    private Upload() { }

    public Upload(string visitor, string network, string fileName, string contentType, long size, DateTime now) =>
        (Visitor, Network, FileName, ContentType, Size, CreatedAt) = (visitor, network, fileName, contentType, size, now);

    /// <summary>Hash of the visitor's secret.</summary>
    public string Visitor { get; private set; } = "";

    /// <summary>Hash of the network address, which nobody needs to know.</summary>
    public string Network { get; private set; } = "";

    public string FileName { get; private set; } = "";

    /// <summary>What the sender says it is; looked at when the file becomes an attachment.</summary>
    public string ContentType { get; private set; } = "";

    public long Size { get; private set; }

    public long Received { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public PortalUploadDto ToDto() => new(Id, FileName, Size, Received);
}

/// <summary>A piece; its id is its blob's.</summary>
[BlobContainerName("uploads")]
internal sealed class UploadPiece : TenantEntity
{
    private UploadPiece() { }

    public UploadPiece(Guid blobId, Guid uploadId, long start) => (Id, UploadId, Start) = (blobId, uploadId, start);

    public Guid UploadId { get; private set; }

    public long Start { get; private set; }
}

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("TicketUploads");
        builder.Property(x => x.Visitor).HasMaxLength(64);
        builder.Property(x => x.Network).HasMaxLength(64);
        builder.Property(x => x.FileName).HasMaxLength(TicketLimits.FileName);
        builder.Property(x => x.ContentType).HasMaxLength(200);
        builder.HasIndex(x => new { x.TenantId, x.Visitor });
        builder.HasIndex(x => new { x.TenantId, x.CreatedAt });
    }
}

[BlobContainerName("uploads")]
internal sealed class UploadPieceConfiguration : IEntityTypeConfiguration<UploadPiece>
{
    public void Configure(EntityTypeBuilder<UploadPiece> builder)
    {
        builder.ToTable("TicketUploadPieces");
        builder.HasTenantForeignKey<UploadPiece, Upload>(x => x.UploadId, DeleteBehavior.Cascade);

        // Of two who send the same piece at once, one wins.
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.UploadId,
                x.Start,
            })
            .IsUnique();
    }
}
