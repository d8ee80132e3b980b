using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Attachments;

internal sealed class AttachmentAppService(
    CustomerServiceDbContext db,
    IBlobContainer<TicketAttachment> blobs,
    IPermissionChecker permissions,
    TicketActors actors,
    PortalAccess access
) : IAttachmentAppService
{
    /// <summary>What one may not see does not exist.</summary>
    [Authorize]
    public async Task<AttachmentContent> OpenAsync(Guid attachmentId, CancellationToken cancellationToken = default)
    {
        var me = actors.UserId;
        var isStaff = await permissions.IsGrantedAsync(TicketPermissions.Read, cancellationToken);
        var file =
            await db.Set<TicketAttachment>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == attachmentId, cancellationToken)
            ?? throw TicketManager.NotFound();
        var mayOpen = file.MessageId is null ? file.UploaderId == me : isStaff || await IsSaidToAsync(file, me, cancellationToken);
        if (mayOpen && file.Threat is not null)
        {
            throw new BusinessException(TicketErrorCodes.FileQuarantined).WithData("File", file.FileName).WithData("Threat", file.Threat);
        }

        var content = mayOpen ? await blobs.GetOrNullAsync(file.Id, cancellationToken) : null;
        return new AttachmentContent(file.FileName, file.ContentType, content ?? throw TicketManager.NotFound());
    }

    private async Task<bool> IsSaidToAsync(TicketAttachment file, Guid customerId, CancellationToken cancellationToken)
    {
        return await db.Set<Ticket>().AnyAsync(t => t.Id == file.TicketId && t.RequesterId == customerId, cancellationToken)
            && await access.SeeAsync(file.TicketId, cancellationToken) is { } sight
            && await db.Set<TicketMessage>().Where(sight.Shows).AnyAsync(m => m.Id == file.MessageId, cancellationToken);
    }
}
