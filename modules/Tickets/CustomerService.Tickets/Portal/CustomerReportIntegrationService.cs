using System.Text.Json;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Portal;

internal sealed class CustomerReportIntegrationService(
    TicketManager tickets,
    RequestTypeCatalog types,
    PortalRequesters requesters,
    TicketTagger tagger,
    TimeProvider time
) : ICustomerReportIntegrationService
{
    public async Task<CustomerReportFiled> FileAsync(CustomerReport report, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (requester, isProven) = await requesters.GetAsync(report.Name, report.Email, cancellationToken);
        var type = (await types.GetAsync(null, cancellationToken)).Facts with { Risk = TicketGrade.High };
        var ticket = await tickets.CreateAsync(
            new NewTicket(
                TextCleaner.CleanLine(report.Subject),
                TextCleaner.Clean(report.Body),
                type,
                TicketChannel.Portal,
                PortalRequesters.Culture,
                requester.Id,
                requester.Name,
                requester.Email,
                TicketPriority.Urgent,
                JsonSerializer.Serialize(report.Facts),
                IsRequesterProven: isProven
            ),
            new TicketActor(requester.Id, requester.Name, false, TicketSource.Portal),
            now,
            cancellationToken
        );
        ticket.AddNote(TicketActor.System, TextCleaner.Clean(report.Note), now);
        await tagger.SetAsync(ticket, [report.Tag], [], TicketActor.System, cancellationToken);
        return new CustomerReportFiled(ticket.Id, ticket.Number, requester.Id, requester.Email, type.Id, ticket.Priority, isProven);
    }
}
