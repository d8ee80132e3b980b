using CustomerService.Framework.Auditing;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Metering;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Privacy;

[Authorize(TicketPermissions.Privacy)]
internal sealed class CustomerDataAppService(
    CustomerServiceDbContext db,
    IUserIntegrationService users,
    CustomerDataWriter writer,
    TicketSearchIndexer search,
    IBlobContainer<TicketAttachment> blobs,
    IUsageMeter usage,
    IUnitOfWorkManager unitOfWorkManager,
    IDistributedEventBus events,
    IAuditLogger audit,
    ICurrentTenant tenant,
    ITenantStore tenants,
    IStringLocalizer localizer
) : ICustomerDataAppService
{
    [Authorize(TicketPermissions.Privacy)]
    public async Task<CustomerDataFile> ExportAsync(Guid customerId, CancellationToken cancellationToken = default)
    {
        var customer = await CustomerAsync(customerId, cancellationToken);
        var content = await writer.WriteAsync(customer, cancellationToken);
        audit.Record(AuditAction.Exported, "CustomerData", customerId, customer.Name);
        return new CustomerDataFile($"customer-{customerId:N}.zip", content);
    }

    [Authorize(TicketPermissions.Privacy)]
    public async Task EraseAsync(Guid customerId, EraseCustomerInput input, CancellationToken cancellationToken = default)
    {
        var customer = await CustomerAsync(customerId, cancellationToken);
        if (!customer.Email.Equals(input.Email.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw new BusinessException(TicketErrorCodes.ErasureAddress);
        }

        // Whoever indexes words or moves messages waits, and whoever waits here finds them erased.
        await unitOfWorkManager.Current!.LockAsync(TicketSearchIndexer.Lock, cancellationToken);
        using var culture = LocalizerExtensions.UseCulture((await tenants.FindAsync(tenant.Id!.Value, cancellationToken))!.Language);
        string name = localizer["Tickets.Erased.Name"],
            words = localizer["Tickets.Erased.Words"];
        var said = db.Set<TicketMessage>()
            .Where(m =>
                !m.IsByStaff && (m.AuthorId == customerId || db.Set<Ticket>().Any(t => t.Id == m.TicketId && t.RequesterId == customerId))
            );
        var asked = db.Set<Ticket>().Where(t => t.RequesterId == customerId);
        var tickets = await asked.Select(t => t.Id).Union(said.Select(m => m.TicketId)).ToListAsync(cancellationToken);
        await EraseFilesAsync(customerId, said, cancellationToken);
        await said.ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, words).SetProperty(m => m.AuthorName, name), cancellationToken);
        var address = await users.EraseCustomerAsync(customerId, name, cancellationToken);
        await asked.ExecuteUpdateAsync(
            s =>
                s.SetProperty(t => t.Subject, words)
                    .SetProperty(t => t.RequesterName, name)
                    .SetProperty(t => t.RequesterEmail, address)
                    .SetProperty(t => t.Fields, (string?)null)
                    .SetProperty(t => t.RatingComment, (string?)null),
            cancellationToken
        );
        await ForgetAsync(customerId, name, tickets, cancellationToken);
        await events.PublishAsync(new CustomerErasedEto(customerId, customer.Email, tickets));
        audit.Record(AuditAction.Deleted, "CustomerData", customerId, name, ("Tickets", $"{tickets.Count}"));
    }

    private async Task EraseFilesAsync(Guid customerId, IQueryable<TicketMessage> said, CancellationToken cancellationToken)
    {
        var files = db.Set<TicketAttachment>().Where(a => a.UploaderId == customerId || said.Any(m => m.Id == a.MessageId));
        var ids = await files.Select(a => a.Id).ToListAsync(cancellationToken);
        await files.ExecuteMeteredDeleteAsync(db, usage, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(async () =>
        {
            foreach (var id in ids)
            {
                await blobs.DeleteAsync(id);
            }
        });
    }

    /// <summary>What was made of the words: the search index, who did what, drafts of answers that quote them.</summary>
    private async Task ForgetAsync(Guid customerId, string name, List<Guid> tickets, CancellationToken cancellationToken)
    {
        await db.Set<TicketHistoryEntry>()
            .Where(h => h.ActorId == customerId)
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.ActorName, name), cancellationToken);
        foreach (var some in tickets.Chunk(500))
        {
            await db.Set<TicketDraft>().Where(d => some.Contains(d.TicketId)).ExecuteDeleteAsync(cancellationToken);
            var numbers = await db.Set<Ticket>().Where(t => some.Contains(t.Id)).Select(t => t.Number).ToListAsync(cancellationToken);
            await db.Set<TicketTerm>().Where(t => numbers.Contains(t.Number)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<TicketMessage>()
                .Where(m => some.Contains(m.TicketId))
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.IsIndexed, false), cancellationToken);
        }

        while (await search.IndexPendingAsync(cancellationToken) > 0) { }
    }

    private async Task<UserDto> CustomerAsync(Guid id, CancellationToken cancellationToken) =>
        await users.FindAsync(id, cancellationToken) is { IsStaff: false } customer
            ? customer
            : throw BusinessException.NotFound(FrameworkErrorCodes.NotFound);
}
