using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Metering;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Cleanup;

/// <summary>One tenant's abandoned uploads, files without a row, and answers to idempotency keys that have run out.</summary>
internal sealed class ExpiredUploadCleaner(
    CustomerServiceDbContext db,
    IBlobContainer<TicketAttachment> files,
    IBlobContainer<UploadPiece> pieces,
    IUsageMeter usage,
    TimeProvider time
) : ITransientDependency
{
    /// <summary>An agent who wrote something beside the file comes back to it after a long weekend.</summary>
    private static readonly TimeSpan DraftAge = TimeSpan.FromDays(7);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RemoveRowsAsync(CancellationToken cancellationToken)
    {
        var (uploads, drafts) = (Now - TicketLimits.UploadLifetime, Now - DraftAge);

        // An upload that is bound to its message at this moment has one when this statement looks, or is refused when it binds.
        await db.Set<TicketAttachment>()
            .Where(a =>
                a.MessageId == null
                && a.CreatedAt < uploads
                && !db.Set<TicketDraft>().Any(d => d.TicketId == a.TicketId && d.UserId == a.UploaderId && d.SavedAt >= drafts)
            )
            .ExecuteMeteredDeleteAsync(db, usage, cancellationToken);
        await db.Set<Upload>().Where(u => u.CreatedAt < uploads).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Also what a transaction left behind that wrote its file and was taken back, or whose process was killed.</summary>
    public async Task RemoveFilesAsync(CancellationToken cancellationToken)
    {
        var before = Now - TicketLimits.UploadLifetime;
        await files.DeleteUnnamedAsync(before, db.Set<TicketAttachment>().Select(a => a.Id), cancellationToken);
        await pieces.DeleteUnnamedAsync(before, db.Set<UploadPiece>().Select(p => p.Id), cancellationToken);
    }
}
