using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>
/// How much may wait for its forms. What counts is what has arrived, not what was announced; and when a tenant's room is full, the
/// network that holds the most gives way, so that nobody can close a company's forms to the others.
/// </summary>
internal sealed class UploadRoom(CustomerServiceDbContext db, UploadStore uploads, IUnitOfWorkManager unitOfWorkManager)
    : ITransientDependency
{
    /// <summary>Announcements cost a row each, so they have a limit of their own.</summary>
    /// <exception cref="BusinessException">This visitor, or this network, has announced too many files already.</exception>
    public async Task CheckAnnouncedAsync(Upload upload, CancellationToken cancellationToken)
    {
        var waiting = db.Set<Upload>();
        if (
            await waiting.CountAsync(u => u.Visitor == upload.Visitor, cancellationToken) >= TicketLimits.UploadsOfVisitor
            || await waiting.CountAsync(u => u.Network == upload.Network, cancellationToken) >= TicketLimits.UploadsOfNetwork
        )
        {
            throw TooMany();
        }
    }

    /// <exception cref="BusinessException">This network has no room left for so many bytes more.</exception>
    public async Task CheckNetworkAsync(string network, long length, CancellationToken cancellationToken)
    {
        if (
            await db.Set<Upload>().Where(u => u.Network == network).SumAsync(u => u.Received, cancellationToken) + length
            > TicketLimits.UploadBytesOfNetwork
        )
        {
            throw TooMany();
        }
    }

    /// <summary>Before bytes are counted as arrived; what is decided here holds until the commit.</summary>
    /// <exception cref="BusinessException">There is no room, and nobody else holds more than this network would.</exception>
    public async Task MakeAsync(Guid uploadId, string network, long length, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync("tickets.uploads", cancellationToken);
        await CheckNetworkAsync(network, length, cancellationToken);
        var held = await db.Set<Upload>()
            .Where(u => u.Received > 0)
            .GroupBy(u => u.Network)
            .Select(g => new { g.Key, Bytes = g.Sum(u => u.Received) })
            .ToDictionaryAsync(g => g.Key, g => g.Bytes, cancellationToken);
        var missing = held.Values.Sum() + length - TicketLimits.UploadBytesOfTenant;
        while (missing > 0)
        {
            var (heaviest, bytes) = held.MaxBy(h => h.Value);
            if (bytes <= held.GetValueOrDefault(network) + length)
            {
                throw TooMany();
            }

            var freed = await GiveWayAsync(heaviest, uploadId, cancellationToken);
            held[heaviest] -= freed;
            missing -= freed;
        }
    }

    private async Task<long> GiveWayAsync(string network, Guid except, CancellationToken cancellationToken)
    {
        var newest = await db.Set<Upload>()
            .AsNoTracking()
            .Where(u => u.Network == network && u.Received > 0 && u.Id != except)
            .OrderByDescending(u => u.CreatedAt)
            .ThenByDescending(u => u.Id)
            .FirstAsync(cancellationToken);
        var pieces = await db.Set<UploadPiece>().Where(p => p.UploadId == newest.Id).Select(p => p.Id).ToListAsync(cancellationToken);
        await db.Set<Upload>().Where(u => u.Id == newest.Id).ExecuteDeleteAsync(cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => uploads.DeletePiecesAsync(pieces));
        return newest.Received;
    }

    private static BusinessException TooMany() => new(TicketErrorCodes.TooManyUploads) { Kind = ErrorKind.TooMany };
}
