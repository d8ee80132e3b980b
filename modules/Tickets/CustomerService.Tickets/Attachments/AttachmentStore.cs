using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Attachments;

/// <summary>Takes files in: looks at all of them before one is kept, and leaves nothing behind when one is refused.</summary>
internal sealed class AttachmentStore(
    CustomerServiceDbContext db,
    IBlobContainer<TicketAttachment> blobs,
    IFileScanner scanner,
    TimeProvider time
) : ITransientDependency
{
    public async Task<IReadOnlyList<TicketAttachment>> AddAsync(
        Guid ticketId,
        Guid? messageId,
        Guid? uploaderId,
        IReadOnlyList<FileUpload> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count > TicketLimits.FilesPerMessage)
        {
            throw new BusinessException(TicketErrorCodes.TooManyFiles).WithData("Max", TicketLimits.FilesPerMessage);
        }

        var saved = new List<TicketAttachment>();
        try
        {
            foreach (var file in await CheckAllAsync(files, cancellationToken))
            {
                var attachment = await SaveAsync(ticketId, messageId, uploaderId, file, cancellationToken);
                saved.Add(attachment);
                await ScanAsync(attachment, cancellationToken);
            }
        }
        catch
        {
            foreach (var attachment in saved)
            {
                await blobs.DeleteAsync(attachment.Id, CancellationToken.None);
            }

            throw;
        }

        db.AddRange(saved);
        return saved;
    }

    /// <summary>Binds an agent's uploads to the message they are sent with.</summary>
    public async Task BindAsync(
        Guid ticketId,
        Guid messageId,
        Guid? uploaderId,
        IReadOnlyCollection<Guid> attachmentIds,
        CancellationToken cancellationToken
    )
    {
        if (attachmentIds.Count == 0)
        {
            return;
        }

        var uploads = await db.Set<TicketAttachment>()
            .Where(a => attachmentIds.Contains(a.Id) && a.TicketId == ticketId && a.MessageId == null && a.UploaderId == uploaderId)
            .ToListAsync(cancellationToken);
        if (uploads.Count != attachmentIds.Distinct().Count())
        {
            throw new BusinessException(TicketErrorCodes.FileGone);
        }

        uploads.ForEach(a => a.BelongTo(messageId));
    }

    public async Task RemoveAsync(TicketAttachment attachment)
    {
        db.Remove(attachment);
        await blobs.DeleteAsync(attachment.Id, CancellationToken.None);
    }

    private static async Task<List<CheckedFile>> CheckAllAsync(IReadOnlyList<FileUpload> files, CancellationToken cancellationToken)
    {
        var result = new List<CheckedFile>();
        foreach (var file in files)
        {
            result.Add(await FileInspector.CheckAsync(file, cancellationToken));
        }

        return result;
    }

    /// <summary>What is dangerous goes at once; the message that it came with does not.</summary>
    private async Task ScanAsync(TicketAttachment attachment, CancellationToken cancellationToken)
    {
        string? threat;
        await using (var content = await blobs.GetOrNullAsync(attachment.Id, cancellationToken))
        {
            threat = await scanner.FindThreatAsync(content!, cancellationToken);
        }

        if (threat is not null)
        {
            attachment.Quarantine(threat);
            await blobs.DeleteAsync(attachment.Id, cancellationToken);
        }
    }

    private async Task<TicketAttachment> SaveAsync(
        Guid ticketId,
        Guid? messageId,
        Guid? uploaderId,
        CheckedFile file,
        CancellationToken cancellationToken
    )
    {
        var id = Framework.Entities.SequentialGuid.Next();
        var size = await SaveBlobAsync(id, file, cancellationToken);
        return new TicketAttachment(id, ticketId, messageId, uploaderId, file, size, time.GetUtcNow().UtcDateTime);
    }

    private async Task<long> SaveBlobAsync(Guid id, CheckedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var whole = new HeadedStream(file.Head, file.Rest);
            return await blobs.SaveAsync(id, whole, TicketLimits.FileBytes, cancellationToken);
        }
        catch (BusinessException e) when (e.Code == FrameworkErrorCodes.FileTooLarge)
        {
            throw new BusinessException(TicketErrorCodes.FileTooLarge, e)
                .WithData("File", file.FileName)
                .WithData("Max", TicketLimits.FileBytes / (1024 * 1024));
        }
    }
}
