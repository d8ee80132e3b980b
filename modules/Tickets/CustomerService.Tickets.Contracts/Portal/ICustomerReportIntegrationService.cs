using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Tickets;

/// <summary>Files what a customer reports by another way than a request form.</summary>
public interface ICustomerReportIntegrationService : IIntegrationService
{
    /// <summary>An urgent ticket of high risk. Signed in: for oneself; otherwise name and mail address are needed.</summary>
    Task<CustomerReportFiled> FileAsync(CustomerReport report, CancellationToken cancellationToken = default);
}

/// <param name="Facts">Shown with the ticket, to its customer as well.</param>
/// <param name="Note">For colleagues only.</param>
/// <param name="Tag">Views and rules find it by this.</param>
public sealed record CustomerReport(
    string Subject,
    string Body,
    IReadOnlyList<FieldValueDto> Facts,
    string Note,
    string Tag,
    string? Name,
    string? Email
);

/// <param name="IsProven">The requester is signed in; else the address may be somebody else's.</param>
public sealed record CustomerReportFiled(
    Guid TicketId,
    long Number,
    Guid RequesterId,
    string RequesterEmail,
    Guid RequestTypeId,
    TicketPriority Priority,
    bool IsProven = false
);
