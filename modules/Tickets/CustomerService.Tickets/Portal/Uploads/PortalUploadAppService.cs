using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Limits;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal.Uploads;

internal sealed class PortalUploadAppService(
    CustomerServiceDbContext db,
    UploadStore uploads,
    UploadRoom room,
    IBlobContainer<UploadPiece> blobs,
    PlanLimits limits,
    IUnitOfWorkManager unitOfWorkManager,
    TimeProvider time
) : IPortalUploadAppService
{
    [AllowAnonymous]
    public async Task<PortalUploadDto> BeginAsync(BeginUploadInput input, CancellationToken cancellationToken = default)
    {
        var (name, _) = FileInspector.CheckName(input.FileName);
        if (input.Size <= 0)
        {
            throw new BusinessException(TicketErrorCodes.FileEmpty).WithData("File", name);
        }

        if (input.Size > TicketLimits.FileBytes)
        {
            throw new BusinessException(TicketErrorCodes.FileTooLarge)
                .WithData("File", name)
                .WithData("Max", TicketLimits.FileBytes / (1024 * 1024));
        }

        await limits.CheckStorageAsync(isByCustomer: true, cancellationToken);
        var upload = new Upload(
            uploads.Hash(input.Visitor.Secret),
            uploads.Hash(input.Visitor.Network),
            name,
            input.ContentType,
            input.Size,
            time.GetUtcNow().UtcDateTime
        );
        await room.CheckAnnouncedAsync(upload, cancellationToken);
        db.Add(upload);
        return upload.ToDto();
    }

    [AllowAnonymous]
    public async Task<PortalUploadDto> AppendAsync(AppendUploadInput input, CancellationToken cancellationToken = default)
    {
        var upload =
            await uploads.Of(input.Visitor).AsNoTracking().FirstOrDefaultAsync(u => u.Id == input.Id, cancellationToken)
            ?? throw BusinessException.NotFound(TicketErrorCodes.FileGone);
        if (upload.Received != input.Offset)
        {
            throw BusinessException.Conflict(TicketErrorCodes.UploadMoved);
        }

        await room.CheckNetworkAsync(upload.Network, 0, cancellationToken);

        // The bytes come at the visitor's pace: no transaction is open meanwhile.
        var blobId = SequentialGuid.Next();
        try
        {
            var length = await blobs.SaveAsync(
                blobId,
                input.Content,
                Math.Min(TicketLimits.UploadPiece, upload.Size - upload.Received),
                cancellationToken
            );
            if (length == 0)
            {
                throw BusinessException.Conflict(TicketErrorCodes.UploadMoved);
            }

            if (input.Offset == 0)
            {
                await CheckFirstPieceAsync(upload, blobId, length, cancellationToken);
            }

            await AddPieceAsync(upload.Id, upload.Network, blobId, input.Offset, length, cancellationToken);
            return upload.ToDto() with { Received = input.Offset + length };
        }
        catch
        {
            await blobs.DeleteAsync(blobId, CancellationToken.None);
            throw;
        }
    }

    [AllowAnonymous]
    public async Task<PortalUploadDto> KeepAsync(UploadVisitor visitor, FileUpload file, CancellationToken cancellationToken = default)
    {
        var whole = await FileInspector.CheckAsync(file, cancellationToken);
        var blobId = SequentialGuid.Next();
        try
        {
            await using var content = new HeadedStream(whole.Head, whole.Rest);
            var size = await blobs.SaveAsync(blobId, content, TicketLimits.FileBytes, cancellationToken);
            var begun = await BeginAsync(
                new BeginUploadInput
                {
                    Visitor = visitor,
                    FileName = file.FileName,
                    ContentType = file.ContentType,
                    Size = size,
                },
                cancellationToken
            );
            await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
            await AddPieceAsync(begun.Id, uploads.Hash(visitor.Network), blobId, 0, size, cancellationToken);
            return begun with { Received = size };
        }
        catch
        {
            await blobs.DeleteAsync(blobId, CancellationToken.None);
            throw;
        }
    }

    [AllowAnonymous]
    public async Task<IReadOnlyList<PortalUploadDto>> GetAsync(
        UploadVisitor visitor,
        IReadOnlyList<Guid> ids,
        CancellationToken cancellationToken = default
    )
    {
        var found = await uploads.Of(visitor).AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellationToken);
        return [.. ids.Distinct().Where(found.ContainsKey).Select(id => found[id].ToDto())];
    }

    [AllowAnonymous]
    public async Task RemoveAsync(UploadVisitor visitor, Guid id, CancellationToken cancellationToken = default)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        var pieces = await db.Set<UploadPiece>().Where(p => p.UploadId == id).Select(p => p.Id).ToListAsync(cancellationToken);
        if (await uploads.Of(visitor).Where(u => u.Id == id).ExecuteDeleteAsync(cancellationToken) > 0)
        {
            unitOfWorkManager.Current!.OnCompleted(() => uploads.DeletePiecesAsync(pieces));
        }
    }

    /// <summary>What a file is shows in its first bytes: whoever sends something else hears it now and not after 20 MB.</summary>
    private async Task CheckFirstPieceAsync(Upload upload, Guid blobId, long length, CancellationToken cancellationToken)
    {
        if (length < Math.Min(upload.Size, FileType.HeadLength))
        {
            throw BusinessException.Conflict(TicketErrorCodes.UploadMoved);
        }

        await using var head = await blobs.GetOrNullAsync(blobId, cancellationToken);
        try
        {
            await FileInspector.CheckAsync(
                new FileUpload
                {
                    FileName = upload.FileName,
                    ContentType = upload.ContentType,
                    Content = head!,
                },
                cancellationToken
            );
        }
        catch (BusinessException)
        {
            await db.Set<Upload>().Where(u => u.Id == upload.Id).ExecuteDeleteAsync(cancellationToken);
            throw;
        }
    }

    private async Task AddPieceAsync(
        Guid uploadId,
        string network,
        Guid blobId,
        long start,
        long length,
        CancellationToken cancellationToken
    )
    {
        await room.MakeAsync(uploadId, network, length, cancellationToken);
        if (
            await db.Set<Upload>()
                .Where(u => u.Id == uploadId && u.Received == start)
                .ExecuteUpdateAsync(s => s.SetProperty(u => u.Received, start + length), cancellationToken) == 0
        )
        {
            // The same piece came by another connection, which the visitor thought lost.
            throw BusinessException.Conflict(TicketErrorCodes.UploadMoved);
        }

        db.Add(new UploadPiece(blobId, uploadId, start));
    }
}
