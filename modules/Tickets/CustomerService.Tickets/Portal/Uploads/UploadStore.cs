using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>Finds a visitor's waiting files, and gives them to the message they are sent with, once.</summary>
internal sealed class UploadStore(CustomerServiceDbContext db, IBlobContainer<UploadPiece> blobs, IUnitOfWorkManager unitOfWorkManager)
    : ITransientDependency
{
    public IQueryable<Upload> Of(UploadVisitor visitor)
    {
        var secret = Hash(visitor.Secret);
        return db.Set<Upload>().Where(u => u.Visitor == secret);
    }

    /// <summary>With the tenant's key, so that the same visitor is somebody else in each tenant.</summary>
    public string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{db.TenantKey:N}:{text}")));

    /// <exception cref="BusinessException">One of them is not here, not the visitor's, or not here as a whole.</exception>
    public async Task<WaitingFiles> OpenAsync(
        UploadVisitor? visitor,
        IReadOnlyList<UploadedFileInput> wanted,
        CancellationToken cancellationToken
    )
    {
        if (wanted.Count == 0)
        {
            return new WaitingFiles([], [], []);
        }

        var ids = wanted.Select(w => w.Id).Distinct().ToList();
        var found = visitor is null
            ? []
            : await Of(visitor)
                .AsNoTracking()
                .Where(u => ids.Contains(u.Id) && u.Received == u.Size)
                .ToDictionaryAsync(u => u.Id, cancellationToken);
        if (found.Count != ids.Count)
        {
            throw new BusinessException(TicketErrorCodes.FileGone);
        }

        var pieces = await db.Set<UploadPiece>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.UploadId))
            .OrderBy(p => p.Start)
            .ToListAsync(cancellationToken);
        var byUpload = pieces.ToLookup(p => p.UploadId, p => p.Id);
        return new WaitingFiles(
            ids,
            [.. pieces.Select(p => p.Id)],
            [
                .. wanted
                    .DistinctBy(w => w.Id)
                    .Select(w => new FileUpload
                    {
                        FileName = found[w.Id].FileName,
                        ContentType = found[w.Id].ContentType,
                        FieldKey = w.FieldKey,
                        Content = new PiecesStream([.. byUpload[w.Id]], (id, token) => blobs.GetOrNullAsync(id, token)),
                    }),
            ]
        );
    }

    /// <summary>
    /// With the message's own commit, after their bytes were copied: of two who send the same form at once, one finds
    /// them gone.
    /// </summary>
    public async Task UseUpAsync(WaitingFiles files, CancellationToken cancellationToken)
    {
        if (files.UploadIds.Count == 0)
        {
            return;
        }

        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        if (
            await db.Set<Upload>().Where(u => files.UploadIds.Contains(u.Id)).ExecuteDeleteAsync(cancellationToken) != files.UploadIds.Count
        )
        {
            throw new BusinessException(TicketErrorCodes.FileGone);
        }

        unitOfWorkManager.Current!.OnCompleted(() => DeletePiecesAsync(files.PieceIds));
    }

    /// <summary>What a killed process leaves is found by the clean-up.</summary>
    public async Task DeletePiecesAsync(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            await blobs.DeleteAsync(id, CancellationToken.None);
        }
    }
}

/// <param name="Files">To be read once, before they are disposed of with this.</param>
internal sealed record WaitingFiles(IReadOnlyList<Guid> UploadIds, IReadOnlyList<Guid> PieceIds, IReadOnlyList<FileUpload> Files)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var file in Files)
        {
            await file.Content.DisposeAsync();
        }
    }
}
